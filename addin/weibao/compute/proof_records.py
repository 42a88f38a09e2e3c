"""Evidence as the checks see it: what is known of every file, and every registered material with its files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from weibao.typed import check_record

if TYPE_CHECKING:
    from weibao.compute.model import Assessment, EvidenceInput, Office, Submission
    from weibao.compute.proof_settings import ProofSettings
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Indicator, Rulebook
    from weibao.rulebook.proofs import ProofRules


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file below 佐证材料/: `path` from the campaign folder, with forward slashes.

    `kind` is a word of `evidence.kinds` ("" where the file has not been read yet). `pages`, `width`, `height` (pixels)
    are None where nobody tells. `characters` of a text layer; 0 of a scan. `secret` is the 密级 mark at which reading
    stopped: then nothing else is known. `personal` counts things by kind; `figures` are (figure, whole county, value);
    `attended` (应到, 实到). `look` is a hash of a picture's look, `sketch` one of the text. `problem` says why a file
    could not be read: locked, damaged, large, timeout, memory, crashed, failed, unreadable, link.
    """

    path: str
    size: int = 0
    digest: str = ""
    kind: str = ""
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    characters: int = 0
    a4: bool | None = None
    blank: bool | None = None
    red: bool | None = None
    taken: date | None = None
    look: str = ""
    secret: str = ""
    internal: bool = False
    personal: Mapping[str, int] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    figures: tuple[tuple[str, bool, int], ...] = ()
    attended: tuple[tuple[int, int], ...] = ()
    valid: date | None = None
    last_day: date | None = None
    sketch: tuple[int, ...] = ()
    problem: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]

    @property
    def read(self) -> bool:
        """Whether its content is known: it has been read, and nothing stopped that."""
        return bool(self.kind) and not self.problem and not self.secret

    @classmethod
    def load(cls, plain: Mapping[str, Any]) -> FileFacts:
        """From JSON values; keys that we do not know are left out. ValueError or TypeError where one is no fact."""
        known = {item.name for item in fields(cls)}
        values = {key: _typed(key, value) for key, value in plain.items() if key in known}
        check_record(cls, values, {"date": date})
        facts = cls(**values)
        _check(facts)
        return facts

    def dump(self) -> dict[str, Any]:
        """As JSON values, without what is as it is by default."""
        found = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "path"}
        told = {key: _plain(value) for key, value in found.items() if value != getattr(_NOTHING, key)}
        return {"path": self.path, **told}


_NOTHING = FileFacts("")
_DAYS = ("taken", "valid", "last_day")
_LONGEST: Final = 100  # characters of a word; what is longer is a text, and texts are not kept
_HASH: Final = re.compile(r"[0-9a-f]{0,64}")


def _typed(key: str, value: Any) -> Any:
    if key in _DAYS:
        return date.fromisoformat(value) if value else None
    if isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    return value


def _check(facts: FileFacts) -> None:
    """ValueError for what no reader of ours says."""
    numbers = (facts.size, facts.pages or 0, facts.width or 0, facts.height or 0, facts.characters)
    words = (
        facts.kind,
        facts.secret,
        facts.problem,
        *facts.personal,
        *facts.places,
        *(name for name, *_ in facts.figures),
    )
    if min(*numbers, 0, *facts.personal.values()) < 0 or max(map(len, words)) > _LONGEST:
        raise ValueError(facts.path)
    if not _HASH.fullmatch(facts.digest) or not _HASH.fullmatch(facts.look) or len(facts.look) > 16:
        raise ValueError(facts.path)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


@dataclass(frozen=True, slots=True)
class Material:
    """One row of 佐证材料 with the files it was resolved to. `by` says how (`proof_resolve`)."""

    unit: str
    source: str  # the returned workbook
    item: EvidenceInput
    files: tuple[str, ...] = ()
    by: str = ""
    shown: str = ""  # the title as it may be shown, where a person is named in it

    @property
    def title(self) -> str:
        return self.item.title.strip()

    @property
    def name(self) -> str:
        """What findings call it."""
        return self.shown or self.title


@dataclass(frozen=True, slots=True)
class Proofs:
    """Everything that the checks look at, of one round and one day."""

    rulebook: Rulebook
    rules: ProofRules
    settings: Settings
    options: ProofSettings
    office: Office
    assessment: Assessment
    submissions: Mapping[str, Submission]
    materials: Sequence[Material]
    files: Mapping[str, FileFacts]
    scan: Callable[[str], Sequence[str]]  # the kinds of personal things that a text holds
    blind: Collection[str] = ()  # units of whose files some could not be seen: nothing of theirs is called missing

    @property
    def as_of(self) -> date:
        return self.assessment.as_of

    def facts(self, material: Material) -> tuple[FileFacts, ...]:
        """What is known of a material's files."""
        return tuple(self.files[path] for path in material.files if path in self.files)

    def types(self, role: str) -> frozenset[str]:
        """The types of material that are a meeting's, a training's, notices, photos or plans."""
        return self.rules.types(role, self.rulebook.material_types)

    def by_row(self) -> dict[tuple[str, str], list[Material]]:
        """Materials by (unit, indicator), in the order of the sheets; only of indicators that the rulebook knows."""
        found: dict[tuple[str, str], list[Material]] = {}
        for material in self.materials:
            if material.item.indicator in self.rulebook.indicator_by_id:
                found.setdefault((material.unit, material.item.indicator), []).append(material)
        return found

    def indicator(self, material: Material) -> Indicator | None:
        return self.rulebook.indicator_by_id.get(material.item.indicator)
