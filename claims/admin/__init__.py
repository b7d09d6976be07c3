"""The admin of claims, figures, their record and what was published; of dossiers and sources with journalled edits."""

from claims.admin import claims, comments, figures, publications, record, sources

__all__ = ["claims", "comments", "figures", "publications", "record", "sources"]
