"""A 密级 mark: where one is seen, reading stops and nothing of the paper is kept.

秘密, 机密 and 绝密 are also words of ordinary prose; a mark stands alone in its line, is starred, or follows 密级.
"""

from __future__ import annotations

import re
from typing import Final

_STARRED: Final = re.compile(r"(绝\s*密|机\s*密|秘\s*密)\s*★")
_ALONE: Final = re.compile(r"[（(【\[]?(绝密|机密|秘密)级?(?:\d{1,2}年|长期|启封前)?[】\])）]?")
_LABELLED: Final = re.compile(r"密\s*级\s*[：:]\s*(绝密|机密|秘密)")
_NAMED: Final = re.compile(
    r"(?<!保)(绝密|机密|秘密)(?!性|联)(?=[级★_\s\-—（()）.】\]]|文件|材料|件|$)|[（(【\[](绝密|机密|秘密)"
)
_INTERNAL: Final = re.compile(
    r"(内部资料|内部文件|内部材料|内部使用)[，,、\s　]*(?:注意保存|严禁外传|不得外传|注意保管|请勿外传)?"
)
# A mark stands at the head of a paper.
HEAD_LINES: Final = 12


class SecretFoundError(Exception):
    """A mark was seen; `mark` is the word alone."""

    def __init__(self, mark: str) -> None:
        super().__init__(mark)
        self.mark = mark


def mark_in_name(name: str) -> str:
    """The mark that a file's name or a title bears, "" where none."""
    found = _NAMED.search(name)
    return (found[1] or found[2]) if found else ""


def mark_in(text: str, *, head: bool) -> str:
    """The mark in a text; one that stands alone in its line counts only at the `head` of a paper."""
    if found := _STARRED.search(text) or _LABELLED.search(text):
        return "".join(found[1].split())
    if head:
        for line in text.splitlines()[:HEAD_LINES]:
            plain = "".join(line.split())
            if found := _ALONE.fullmatch(plain):
                return found[1]
    return ""


def internal_in(text: str) -> bool:
    """Whether the head of a paper calls itself internal, in a line of its own."""
    return any(_INTERNAL.fullmatch(line.strip()) for line in text.splitlines()[:HEAD_LINES])
