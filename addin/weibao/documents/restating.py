"""重新印发: the draft of a new version says which document that is out it takes the place of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weibao.compute.replacing import is_taken_back, number_text, replaced
from weibao.documents.citing import cited
from weibao.documents.digests import facts_of

if TYPE_CHECKING:
    from weibao.documents.kind import Case, Document, Kind

FIELD: Final = "代替"
# A superior and a peer are told what counts; only what binds those below is 废止.
_WORDS: Final = {
    "报告": "此前报送的{old}以本报告为准。",
    "请示": "此前报送的{old}以本请示为准。",
    "函": "此前所发{old}以本函为准。",
}
_OTHER: Final = "原{old}同时废止，以本{genre}为准。"
_GONE: Final = "原{old}已撤回，以本{genre}为准。"


def restated(case: Case, kind: Kind, document: Document) -> Document:
    """The document with the sentence on the one that it replaces; as it is where it replaces none.

    A hand's edit of the old draft does not have that sentence: the facts differ, so that a （新稿） goes beside it.
    """
    old = replaced(case.office.register, kind.name, document.key)
    if old is None or FIELD not in kind.fields:
        return document
    other = _GONE if is_taken_back(old, case.office.register) else _OTHER
    words = _WORDS.get(kind.genre, other).format(old=cited(old), genre=kind.genre)
    return replace(
        document,
        context={**document.context, FIELD: words},
        facts=facts_of(document.facts, number_text(old) or old.title),
    )
