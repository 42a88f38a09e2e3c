"""The rules of checking evidence: which checks there are and how much they weigh, windows, nodes, counts, figures.

The checks and figures are the product's own (`proof/checks.toml`), the same for every county; a rulebook may bring a
`checks.toml` of its own, whose records stand beside ours or, under the same id, in place of them. Everything in both
is an assumption with its reason, or has a source.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.faults import Faults
from weibao.rulebook.reader import Context, File
from weibao.rulebook.records import Record
from weibao.rulebook.scale import Scale
from weibao.rulebook.tables import Spec, optional, read_toml, required

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from weibao.rulebook.records import MaterialType

FILE: Final = "checks.toml"
_OURS: Final = Path(__file__).parent / "proof" / FILE
LEVELS: Final = ("block", "warn", "info", "off")
ROLES: Final = ("meeting", "training", "notice", "photo", "plan")
_KEYS: Final = ("checks", "roles", "figures", "windows", "nodes", "counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Record):
    """One defect of evidence (E01…). `level` is block, warn, info or off; `how` auto, partly or manual.

    `look` is what a person has to look at ("" where the programme decides alone); `types` words in the names of the
    types of material that the look is for, () for all of them; `counted` says that it is only for indicators with a
    countable requirement.
    """

    title: str
    level: str
    how: str
    look: str = ""
    types: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRole(Record):
    """What types of material are for the checks, by words in their names: those of a meeting, of a training, notices,
    photos, and plans (what only says what is to be done, or who does it).
    """

    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A total that stands in many papers and must be the same in all: `words` are the nouns that are counted."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Record):
    """What a phrase in an indicator's `window` means: from `start` to `end`, both inside.

    `campaign` takes the dates of the settings; `standing` papers may be older, whatever else the window says; of a
    `yearly` one every calendar year needs evidence where the duty recurs every year.
    """

    phrase: str
    start: date | None = None
    end: date | None = None
    campaign: bool = False
    standing: bool = False
    yearly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Record):
    """A season or quarter that indicators whose `recurrence` holds the phrase must each have evidence of."""

    phrase: str
    title: str
    start: date
    end: date
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Record):
    """A requirement that the register can count: materials of `type` whose title holds one of `words`, by year.

    `scope` is "unit" (each unit that answers the indicator) or "county" (all of them together).
    """

    requirement: str
    type: str
    words: tuple[str, ...]
    scope: str


SPECS: Final[Mapping[str, tuple[Callable[..., Any], Spec]]] = {
    "checks": (
        Check,
        {
            "id": required(str, pattern=r"E\d{2}"), "title": required(str), "level": required(str, choices=LEVELS),
            "how": required(str, choices=("auto", "partly", "manual")), "look": optional(str, "", empty=True),
            "types": optional(list, ()), "counted": optional(bool, False),
        },
    ),
    "roles": (
        TypeRole,
        {
            "id": required(str, pattern=r"T\d{2}"), "role": required(str, choices=ROLES),
            "words": required(list, filled=True),
        },
    ),
    "figures": (
        Figure, {"id": required(str, pattern=r"Q\d{2}"), "title": required(str), "words": required(list, filled=True)},
    ),
    "windows": (
        Window,
        {
            "id": required(str, pattern=r"X\d{2}"), "phrase": required(str), "start": optional(date, None),
            "end": optional(date, None), "campaign": optional(bool, False), "standing": optional(bool, False),
            "yearly": optional(bool, False),
        },
    ),
    "nodes": (
        Node,
        {
            "id": required(str, pattern=r"J\d{2}"), "phrase": required(str), "title": required(str),
            "start": required(date), "end": required(date), "words": optional(list, ()),
        },
    ),
    "counts": (
        Count,
        {
            "id": required(str, pattern=r"U\d{2}"), "requirement": required(str, pattern=r"R\d{2}"),
            "type": required(str, pattern=r"M\d{2}"), "words": required(list, filled=True),
            "scope": required(str, choices=("unit", "county")),
        },
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProofRules:
    """All of them, each kind in the order of its ids."""

    checks: tuple[Check, ...] = ()
    roles: tuple[TypeRole, ...] = ()
    figures: tuple[Figure, ...] = ()
    windows: tuple[Window, ...] = ()
    nodes: tuple[Node, ...] = ()
    counts: tuple[Count, ...] = ()

    def types(self, role: str, known: Iterable[MaterialType]) -> frozenset[str]:
        """The ids of the types of material that play a role."""
        return named_types([word for item in self.roles if item.role == role for word in item.words], known)


def named_types(words: Iterable[str], known: Iterable[MaterialType]) -> frozenset[str]:
    """The ids of the types of material in whose names one of the words stands."""
    words = tuple(words)
    return frozenset(kind.id for kind in known if any(word in kind.name for word in words))


def _records(file: File, key: str, record: Callable[..., Any], spec: Spec) -> dict[str, Any]:
    return {values["id"]: record(**values) for values, _ in file.records(key, spec)}


def load_proof_rules(folder: Path, places: tuple[str, ...] | None = ()) -> ProofRules:
    """The rules in force for the rulebook in `folder`; `places` are the headings of its plan, for sources (None where
    they are not known).

    Raises RulebookError, which names every record with a mistake.
    """
    faults = Faults()
    found: dict[str, dict[str, Any]] = {key: {} for key in _KEYS}
    for path in (_OURS, folder / FILE):
        if not path.is_file():
            continue
        context = Context(Scale(Fraction(1)), places or (), anywhere=places is None)
        file = File(context, path.name, read_toml(path, path.name), _KEYS)
        file.check()
        for key, (record, spec) in SPECS.items():
            read = partial(_records, key=key, record=record, spec=spec)
            found[key] |= file.read(key, read, {}, faults)
    faults.tell()
    return ProofRules(**{key: tuple(records[name] for name in sorted(records)) for key, records in found.items()})
