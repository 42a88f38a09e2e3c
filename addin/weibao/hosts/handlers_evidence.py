"""The button 检查佐证材料: every registered material held against its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.hosts import messages
from weibao.hosts.button import button, finish

if TYPE_CHECKING:
    from weibao.hosts.job import Job


@button("evidence check")
def evidence(job: Job) -> None:
    """Read what is new below 佐证材料/ and check it; a list of what is wrong. No file is moved or changed."""
    done = job.run("evidence", "check")
    message = messages.evidence_checked(done)
    if done["findings"]:
        finish(job, message, job.report(f"佐证核查（第{done['round']}轮）", messages.evidence_lines(done)))
    else:
        job.tell(message)
