"""What the tests stand on besides Python: a PostgreSQL, a Chromium, a served desk. Each is found or fetched."""
