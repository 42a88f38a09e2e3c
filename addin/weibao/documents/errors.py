"""Exceptions about one document: the others of the run are made all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.errors import TemplateError, WeibaoError

if TYPE_CHECKING:
    from weibao.documents.privacy import Hit


class ContentError(TemplateError):
    """What was to be filled in cannot stand in a document, or is not found in it; the template may be sound."""


class PrivacyError(WeibaoError):
    """A document carries what identifies a person and is not written. `hits` say what and where, masked."""

    def __init__(self, message: str, hits: tuple[Hit, ...] = ()) -> None:
        super().__init__(message)
        self.hits = hits


class PreviewError(WeibaoError):
    """No PDF can be made at all, for example because LibreOffice is missing."""
