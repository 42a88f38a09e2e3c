"""The settings that reports and circulars read, typed; a rulebook that lacks one has it empty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute import setting_values
from weibao.documents import wording

if TYPE_CHECKING:
    from weibao.documents.kind import Case


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """`everybody`, `report_to` (of the group's reports), `zero_to` and `superiors` (of 自评报告) are 主送.

    `issuer` and `code` are "" where the office itself sends 自评报告. `period` is the first and the last day reported
    on; `year` that of 工作要点; `widespread` from how many units on a shortcoming is a general one; `topic` what a
    survey is about, "" where nobody chose.
    """

    everybody: str
    report_to: str
    zero_to: str
    superiors: tuple[str, ...]
    issuer: str
    code: str
    period: tuple[date, date]
    year: int
    widespread: int
    topic: str


def report_settings(case: Case) -> ReportSettings:
    """The settings in force in a case. A period that ends before it begins is one day long."""
    as_of = case.assessment.as_of
    until = _read(case, "report_until")
    until = until if isinstance(until, date) else as_of
    start = _read(case, "report_from")
    start = start if isinstance(start, date) else date(until.year, 1, 1)
    year, widespread = _read(case, "points_year"), _read(case, "widespread_units")
    superiors = setting_values.names(case.settings.texts.get("superiors", ""))
    return ReportSettings(
        everybody=wording.or_blank(_text(case, "send_to_all"), "各有关单位"),
        report_to=wording.or_blank(_text(case, "report_to")),
        zero_to=wording.or_blank(_text(case, "zero_report_to") or case.settings.group_name),
        superiors=superiors or (wording.BLANK,),
        issuer=_text(case, "self_report_issuer"),
        code=_text(case, "self_report_code"),
        period=(min(start, until), until),
        year=year if isinstance(year, int) and 1900 <= year <= 9999 else as_of.year,
        widespread=max(1, widespread) if isinstance(widespread, int) else 3,
        topic=_text(case, "survey_topic"),
    )


def _text(case: Case, key: str) -> str:
    return case.settings.texts.get(key, "").strip()


def _read(case: Case, key: str) -> object:
    """The typed value; None where the rulebook has no such setting or it is empty."""
    record = next((item for item in case.rulebook.settings if item.id == key), None)
    return setting_values.parse(record, case.settings.texts.get(key, "")) if record else None
