"""Relations among the claims of a dossier that fit one version of a claim and exclude another.

`check` is the entry; `sentence` puts a finding into words. docs/crosschecks.md says what is looked for and why.
"""

from claims.crosschecks.finder import check
from claims.crosschecks.sentences import sentence
from claims.crosschecks.shapes import Finding, Operand, Question, Sheet

__all__ = ["Finding", "Operand", "Question", "Sheet", "check", "sentence"]
