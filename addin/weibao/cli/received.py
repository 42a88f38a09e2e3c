"""What `weibao documents list` and `weibao status` show of 收文登记."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.compute.incoming import IncomingState


def received_line(states: Sequence[IncomingState]) -> str:
    """收文 5 件：逾期 1，临期 1，待签收 2（用 …看明细）; "" where nothing was received or all is done."""
    from weibao.campaign.received import received_counts
    from weibao.compute.incoming import IncomingStatus

    counts = received_counts(states)
    told = "，".join(f"{status.label} {counts[status]}" for status in IncomingStatus if counts[status])
    ahead = any(state.status is not IncomingStatus.DONE for state in states)
    return f"收文 {len(states)} 件：{told}（用 weibao documents list --received 看明细）。" if ahead else ""


def show_received(states: Sequence[IncomingState]) -> None:
    """Every received paper with where it stands."""
    from weibao.cli.show import coloured, days_left, out, table

    rows = [
        (
            coloured(_word(state), state.light.value),
            days_left(state.left),
            state.item.due.isoformat() if state.item.due else "",
            state.item.no,
            f"{state.item.title}（{state.item.sender}）" if state.item.sender else state.item.title,
            state.item.handler,
        )
        for state in states
    ]  # fmt: skip
    headings = ("状态", "剩余天数", "办理时限", "收文编号", "收文", "承办人")
    out().print(table(f"收文 {len(rows)} 件", headings, rows))


def _word(state: IncomingState) -> str:
    """The status, and where it does not say so itself that nobody has signed for it."""
    from weibao.compute.incoming import IncomingStatus

    more = "（未签收）" if state.is_unsigned and state.status is not IncomingStatus.UNSIGNED else ""
    return f"{state.status.label}{more}"
