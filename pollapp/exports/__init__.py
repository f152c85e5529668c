"""Taking the data home: released results as JSON, CSV and XLSX, and rows where the deck announced them.

Nothing leaves that may not be seen. A result that is hidden, or that too few people answered, is there as a
sentence and nothing else; a question with `reveal: never` is seen here and nowhere else, once it is closed. A test
round exports nothing. The shape of the JSON and the columns of the tables stand in `docs/exports.md`.
"""

from pollapp.exports.files import DELIMITERS, KINDS, Download, export
from pollapp.exports.report import collect

__all__ = ["DELIMITERS", "KINDS", "Download", "collect", "export"]
