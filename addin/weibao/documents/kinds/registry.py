"""All kinds of documents, in the order in which people meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents.kinds import (
    annual_report,
    bulletin,
    campaign_summary,
    checklist_notice,
    closure_notice,
    compilation,
    compiled_catalogue,
    compiled_cover,
    compiled_leaf,
    compiled_spine,
    correction_notice,
    decision_report,
    decision_slip,
    declaration_form,
    immediate_notice,
    late_return_notice,
    liaison_letter,
    listed_notice,
    meeting_notice,
    member_notice,
    minutes,
    reminder_letter,
    return_slip,
    self_assessment_report,
    study_report,
    supervision_notice,
    supervision_report,
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
        late_return_notice,
        reminder_letter,
        supervision_notice,
        immediate_notice,
        listed_notice,
        closure_notice,
        supervision_report,
        bulletin,
        meeting_notice,
        minutes,
        decision_slip,
        decision_report,
        self_assessment_report,
        declaration_form,
        compilation,
        compiled_cover,
        compiled_catalogue,
        compiled_leaf,
        compiled_spine,
        zero_report,
        survey_report,
        study_report,
        work_points,
        annual_report,
        campaign_summary,
        member_notice,
        liaison_letter,
        return_slip,
        withdrawal_notice,
        correction_notice,
    )
)
BY_NAME: Final[Mapping[str, Kind]] = {kind.name: kind for kind in KINDS}
