"""Conditional compilation of VBA, carried out on the text where the answer is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_DIRECTIVE = re.compile(r"[ \t]*#(?:(If|ElseIf) (.+?) Then|(Else|End If))\b")


@dataclass
class _Block:
    """An #If that is open: `decided` here, or left to the compiler; whether the present branch and any was taken."""

    decided: bool
    taken: bool = True
    done: bool = False

    def turn(self, holds: bool) -> None:
        """To the next branch."""
        self.taken = holds and not self.done
        self.done = self.done or self.taken


def compiled(source: str, known: Mapping[str, bool], left: Collection[str]) -> str:
    """The source without the branches that `known` (condition → whether it holds) excludes.

    Blocks that begin with a condition of `left` stay as they are. Raises ValueError, with the directive, for any other
    condition and for blocks that do not open or close.
    """
    kept: list[str] = []
    blocks: list[_Block] = []
    for line in source.splitlines(keepends=True):
        match = _DIRECTIVE.match(line)
        # A block's own lines of directives stand where the block stands, whichever branch is open.
        within = blocks[:-1] if match and match[1] != "If" else blocks[:]
        if match and _decides(match, blocks, known, left):
            continue
        if all(block.taken for block in within):
            kept.append(line)
    if blocks:
        raise ValueError("#If")
    return "".join(kept)


def _decides(match: re.Match[str], blocks: list[_Block], known: Mapping[str, bool], left: Collection[str]) -> bool:
    """Open, turn or close a block; whether that is ours to do, so that the line goes."""
    word, condition = match[1] or match[3], match[2]
    if word == "If":
        blocks.append(_Block(condition not in left))
    if not blocks or (blocks[-1].decided and condition and condition not in known):
        raise ValueError(match[0].strip())
    block = blocks[-1]
    if word == "End If":
        blocks.pop()
    elif block.decided:
        block.turn(known[condition] if condition else True)
    return block.decided
