"""What pictures are made from: one assessment, its tidy frames, and what the history keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

    from weibao.compute.ahead import Ahead
    from weibao.compute.model import Assessment, Submission
    from weibao.compute.past import Past
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar


@dataclass(frozen=True)
class Facts:
    """`frames` are those of the export, by name; `rate` is the mean fulfilment by (unit_no, unit) and category, and
    `asked` the number of rows behind it. `pasts` are the days on record, this one not necessarily among them.
    `ahead` is what is due in the days that the picture of deadlines shows.
    """

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    assessment: Assessment
    submissions: Mapping[str, Submission]
    frames: Mapping[str, DataFrame]
    rate: DataFrame
    asked: DataFrame
    pasts: Sequence[Past] = ()
    ahead: Ahead | None = None
