"""All kinds of documents, in the order in which people meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.documents.kind import Kind

KINDS: Final[tuple[Kind, ...]] = ()
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
