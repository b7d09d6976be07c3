"""The admin of claims, figures and their record, and of dossiers and sources with journalled edits."""

from claims.admin import claims, comments, figures, record, sources

__all__ = ["claims", "comments", "figures", "record", "sources"]
