"""Which of several returned files of one unit and round counts: a pure decision.

Files are told apart by content, not by name. Nobody's data is replaced silently: of two different files that arrive
together none counts until the clerk chooses (采用文件), a later one waits, and only after 退回 does the next different
file take the old one's place. `Memory` is what earlier decisions leave behind: without it a 退回 that was answered
would send the new file back as well, and a file once passed over would ask again at every run.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from weibao.compute.model import ReturnStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

# Digest of a content -> the files that hold it (copies), relative paths in order.
Versions = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Memory:
    """`passed_over`: digests put aside by a decision; `chosen`, `sent_back`: texts of the ledger already acted on."""

    passed_over: tuple[str, ...] = ()
    chosen: str = ""
    sent_back: str = ""

    def dump(self) -> str:
        """As text for the store; "" where there is nothing to remember."""
        return json.dumps(asdict(self), ensure_ascii=False) if self != Memory() else ""

    @classmethod
    def load(cls, text: str) -> Memory:
        """The inverse of `dump`; a text that is not ours counts as no memory."""
        try:
            data = json.loads(text or "{}")
            return cls(
                tuple(map(str, data.get("passed_over", ()))),
                str(data.get("chosen", "")),
                str(data.get("sent_back", "")),
            )
        except (json.JSONDecodeError, AttributeError, TypeError):
            return cls()


@dataclass(frozen=True, slots=True)
class Case:
    """One unit and round: what lies there, what counted last, what the clerk wrote, what is remembered."""

    versions: Versions
    before: tuple[str, str] = ("", "")  # (file, digest)
    chosen: str = ""
    sent_back: str = ""
    memory: Memory = Memory()

    @property
    def digest_before(self) -> str:
        return self.before[1] if self.before[1] in self.versions else ""


@dataclass(frozen=True, slots=True)
class Decision:
    """`used` is a digest ("" = none counts), `waiting` the digests that ask for a decision.

    `notes`: codes of texts.FINDINGS to raise, in order; `replaced` the digest that 退回 took out.
    """

    status: ReturnStatus
    used: str
    memory: Memory
    waiting: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    replaced: str = ""


def decide(case: Case) -> Decision:
    """The decision for one unit and round."""
    picked, notes = _picked(case)
    old = case.digest_before
    if not case.sent_back or case.sent_back == case.memory.sent_back:
        return _settle(case, picked, notes)
    if picked and old and picked != old:  # sent back, and the clerk already named the new one
        return _replace(case, old, picked, notes)
    left = [digest for digest in case.versions if digest not in case.memory.passed_over] or list(case.versions)
    back = old or picked or (left[0] if len(left) == 1 else "")
    if not back:
        return _settle(case, picked, notes)
    later = tuple(d for d in case.versions if d != back and d not in case.memory.passed_over)
    if len(later) == 1:
        return _replace(case, back, later[0], notes)
    waiting = ("return-waiting",) if later else ()
    return Decision(
        ReturnStatus.WAITING if later else ReturnStatus.SENT_BACK, back, case.memory, later, notes + waiting
    )


def _picked(case: Case) -> tuple[str, tuple[str, ...]]:
    """The digest that 采用文件 names; a choice that a later 退回 has overtaken no longer counts."""
    if not case.chosen:
        return "", ()
    named = find_file(case.chosen, case.versions)
    if not named:
        return "", (("chosen-missing",) if case.versions else ())
    overtaken = case.chosen == case.memory.chosen and named in case.memory.passed_over
    return ("" if overtaken else named), ()


def find_file(name: str, versions: Mapping[str, tuple[str, ...]]) -> str:
    """The digest of the one content with a file called `name` (whole path, end of it, or bare name); "" if none."""
    wanted = _plain(name)
    for exact in (True, False):
        fits = {
            digest
            for digest, files in versions.items()
            if any(_plain(file) == wanted or (not exact and _plain(file).endswith(f"/{wanted}")) for file in files)
        }
        if fits:
            return fits.pop() if len(fits) == 1 else ""
    return ""


def _plain(name: str) -> str:
    text = name.strip().replace("\\", "/").removeprefix("./").casefold()
    return text.removesuffix(".xlsx")


def _replace(case: Case, old: str, new: str, notes: tuple[str, ...]) -> Decision:
    """退回 is served: `new` counts, everything else here is put aside."""
    others = tuple(digest for digest in case.versions if digest != new)
    memory = Memory(_joined(case.memory.passed_over, others, new), case.chosen, case.sent_back)
    return Decision(ReturnStatus.RETURNED, new, memory, (), (*notes, "return-replaced"), old)


def _settle(case: Case, picked: str, notes: tuple[str, ...]) -> Decision:
    """Without a 退回 to serve."""
    memory = case.memory if case.sent_back else Memory(case.memory.passed_over, case.memory.chosen)
    if picked and case.chosen != memory.chosen:
        others = tuple(digest for digest in case.versions if digest != picked)
        memory = Memory(_joined(memory.passed_over, others, picked), case.chosen, memory.sent_back)
    open_ = tuple(digest for digest in case.versions if digest not in memory.passed_over)
    used = picked or case.digest_before
    if used:
        waiting = tuple(digest for digest in open_ if digest != used)
        status = ReturnStatus.WAITING if waiting else ReturnStatus.RETURNED
        return Decision(status, used, memory, waiting, notes + (("return-waiting",) if waiting else ()))
    lost = bool(case.before[1])
    if not case.versions:
        return Decision(ReturnStatus.MISSING, "", memory, (), notes + (("return-lost",) if lost else ()))
    if len(open_) == 1:
        return Decision(ReturnStatus.RETURNED, open_[0], memory, (), notes + (("return-gone",) if lost else ()))
    note = "return-choose" if open_ else "return-put-aside"
    return Decision(ReturnStatus.CHOOSE, "", memory, open_ or tuple(case.versions), (*notes, note))


def _joined(known: tuple[str, ...], more: tuple[str, ...], kept: str) -> tuple[str, ...]:
    return tuple(digest for digest in dict.fromkeys((*known, *more)) if digest != kept)
