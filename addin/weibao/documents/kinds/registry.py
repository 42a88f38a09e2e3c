"""All kinds of documents, in the order in which people meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents.kinds import (
    annual_report,
    bulletin,
    campaign_summary,
    checklist_notice,
    compilation,
    decision_slip,
    declaration_form,
    liaison_letter,
    meeting_notice,
    member_notice,
    minutes,
    self_assessment_report,
    study_report,
    survey_report,
    withdrawal_notice,
    work_points,
    zero_report,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.documents.kind import Kind

KINDS: Final[tuple[Kind, ...]] = tuple(
    module.KIND
    for module in (
        checklist_notice,
        bulletin,
        meeting_notice,
        minutes,
        decision_slip,
        self_assessment_report,
        declaration_form,
        compilation,
        zero_report,
        survey_report,
        study_report,
        work_points,
        annual_report,
        campaign_summary,
        member_notice,
        liaison_letter,
        withdrawal_notice,
    )
)
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
