"""The checker of official documents: any .docx against GB/T 9704-2012, 条例 and office custom.

`check_document` reads a document (`reader`, resolved properties in `model`), finds its elements (`classify`) and asks
every rule of `rules`.
"""

from weibao.documents.check.model import DocumentError
from weibao.documents.check.rule import Level, Remark, Rule
from weibao.documents.check.run import check_document, check_pages

__all__ = ["DocumentError", "Level", "Remark", "Rule", "check_document", "check_pages"]
