"""`make bench`: how fast the running desk is, beside bare Django views that the same server serves in the same run."""
