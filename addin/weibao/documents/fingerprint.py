"""What decides a document's content, as a digest: found without opening its template."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from weibao import __version__
from weibao.documents.digests import digest
from weibao.documents.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def fingerprint(
    template: str,
    context: Mapping[str, Any],
    *,
    title: str,
    creator: str,
    kind: str = "",
    key: str = "",
    items: Sequence[str] = (),
) -> str:
    """A digest of all that decides the document's content (its date properties apart), without rendering it.

    `template` is the digest of the template's bytes; the rest is what `Renderer.render` takes.
    """
    values = [__version__, template, context, title, creator, kind, key, list(items)]
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_digestible)
    return digest(text.encode("utf-8", "surrogatepass"))


def _digestible(value: Any) -> str | list[str]:
    if isinstance(value, Figure):
        return value.told
    from weibao.documents.engine import is_piece, piece_text  # docxtpl, which nothing else here needs

    if is_piece(value):
        return piece_text(value)
    raise TypeError(f"{type(value).__name__} in a document's context: give text")
