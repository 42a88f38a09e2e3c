"""`evidence check`: the files, the register and the rules of checking put together. Nothing is moved or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.campaign.evidence_index import Index, refresh, remembered
from weibao.campaign.evidence_rows import resolve_rows
from weibao.campaign.evidence_undo import moved_paths
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds
from weibao.campaign.situation import Progress, Situation, silent
from weibao.compute import setting_values
from weibao.compute.compilation_barred import secret_rows
from weibao.compute.proof_check import Look, ProofResult, check_proofs, manual_list
from weibao.compute.proof_records import Proofs
from weibao.compute.proof_secret import mark_in_name
from weibao.compute.proof_settings import proof_settings
from weibao.compute.proof_texts import LEVELS, Words, places_in
from weibao.documents.privacy import kinds_in
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.rulebook.proofs import ProofRules, load_proof_rules

if TYPE_CHECKING:
    from weibao.compute.model import Office
    from weibao.compute.returns import EvidenceInput
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook

# What stands after a county's name in any paper; the rest are the units of the rulebook without their 市 or 县.
_ORGANS: Final = ("人民政府", "人民法院", "人民检察院", "公安局", "民政局", "教育局", "未成年人保护")
# The settings that may be misread, by what is said of them.
_KEYS: Final = {"proof-level-unreadable": "evidence_levels", "proof-window-unreadable": "evidence_windows"}


@dataclass(frozen=True)
class Checked:
    """What the checks gave: `findings` in order, `looks` for a person, and what they were computed from."""

    proofs: Proofs
    findings: tuple[Finding, ...]
    looks: tuple[Look, ...]
    index: Index

    @property
    def result(self) -> ProofResult:
        """The same for 总台账."""
        titles = {check.id: check.title for check in self.proofs.rules.checks}
        return ProofResult(self.findings, self.looks, titles, self.proofs.materials, checked=True)


def check_evidence(situation: Situation, index: Index) -> Checked:
    """Check the materials of the assessed round against the files of `index`."""
    proofs, more = _proofs(situation, index)
    if index.unread:
        more.append(finding("proof-unread", count=len(index.unread)))
    return Checked(proofs, check_proofs(proofs, more), manual_list(proofs), index)


def secret_evidence(situation: Situation) -> frozenset[tuple[str, EvidenceInput]]:
    """The unit and the row of the materials that are marked secret, by what is remembered of their files."""
    return secret_rows(situation.known_proofs.proofs)


def _proofs(situation: Situation, index: Index) -> tuple[Proofs, list[Finding]]:
    """What the checks look at, and what putting it together gave to tell."""
    grounds, submissions = situation.grounds, situation.collected.submissions
    rules = proof_rules(grounds.campaign)
    options, said = proof_settings(grounds.rulebook, rules, grounds.settings)
    said = _at_their_cells(said, grounds.office)
    try:
        moved = moved_paths(grounds.campaign)
    except CampaignError as error:
        moved, said = {}, (*said, finding("proof-moves-damaged", reason=str(error)))
    secret = {path for path, facts in index.files.items() if facts.secret or mark_in_name(facts.name)}
    rows = resolve_rows(grounds.campaign.root, grounds.rulebook, submissions, index.files, moved, index.closed, secret)
    allowed = (grounds.settings.office_phone,)
    proofs = Proofs(
        grounds.rulebook, rules, grounds.settings, options, grounds.office, situation.assessment, submissions,
        rows.materials, index.files, scan=lambda text: kinds_in(text, allowed),
        blind=rows.blind,
    )  # fmt: skip
    return proofs, [*said, *rows.findings]


def read_evidence(grounds: Grounds, progress: Progress = silent, *, again: bool = False) -> Index:
    """Read what is new or changed below 佐证材料/, and remember it; with `again` also what could not be read before."""
    return refresh(grounds.campaign, words_of(grounds), progress, again=again)


def known_evidence(grounds: Grounds) -> Index:
    """What is remembered of 佐证材料/; no file is opened."""
    return remembered(grounds.campaign, words_of(grounds))


def proof_rules(campaign: Campaign) -> ProofRules:
    """The rules of checking that hold for the campaign's rulebook."""
    return load_proof_rules(campaign.rulebook_folder, campaign.rulebook.places)


def settings_misread(campaign: Campaign, rulebook: Rulebook, settings: Settings, office: Office) -> tuple[Finding, ...]:
    """What of the settings of checking evidence cannot be understood, for everybody who reads the ledger."""
    if not any(settings.texts.get(key) for key in _KEYS.values()):
        return ()
    _, said = proof_settings(rulebook, proof_rules(campaign), settings)
    return _at_their_cells(said, office)


def _at_their_cells(said: Iterable[Finding], office: Office) -> tuple[Finding, ...]:
    return tuple(item.at(**office.setting_places.get(_KEYS[item.code], {})) for item in said)


def words_of(grounds: Grounds) -> Words:
    """What the readers look for in texts: from rulebook and settings, so that it holds for every county."""
    rulebook, settings = grounds.rulebook, grounds.settings
    level = settings.county[-1:] if settings.county[-1:] in LEVELS else ""
    organs = tuple(dict.fromkeys((*_ORGANS, *_organs(rulebook, level))))
    named = (rulebook.text, *settings.texts.values(), *(unit.formal for unit in rulebook.units))
    blank = Words(organs=organs)
    own = {place for text in named for place in places_in("".join(text.split()), blank) if place[0] not in LEVELS}
    own |= {settings.county, rulebook.region, *settings.assessors, *_allowed(settings)}
    rules = proof_rules(grounds.campaign)
    return Words(
        figures={figure.id: figure.words for figure in rules.figures},
        organs=organs,
        own=tuple(sorted(own - {""})),
        level=level,
        units=tuple(name for unit in rulebook.units for name in (unit.formal, unit.name)),
    )


def _organs(rulebook: Rulebook, level: str) -> Iterable[str]:
    for unit in rulebook.units:
        if unit.kind == "department" and level and unit.name.startswith(level) and len(unit.name) > 3:
            yield unit.name.removeprefix(level)


def _allowed(settings: Settings) -> tuple[str, ...]:
    return setting_values.names(settings.texts.get("evidence_places", ""))
