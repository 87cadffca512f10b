"""More pictures of a finished backtest: luck, months, results, and one trade at a time."""

from collections.abc import AsyncGenerator

from core.backtest_work import Picture
from core.chat.turn import Route, Turn
from core.errors import NotFound
from core.people import BacktestRun
from core.replies import Attachment, Button, Reply, Rows, Tap
from core.wording import results
from core.wording.catalogue import words

KINDS: tuple[Picture, ...] = ("luck", "months", "results")
TRADES_A_PAGE = 10


async def choose(turn: Turn, run_id: str) -> AsyncGenerator[Reply, None]:
    """Which pictures there are."""
    run = await _completed(turn, run_id)
    rows = tuple((Button(words(f"button.picture_{kind}"), Tap("picture", (run.id, kind))),) for kind in KINDS)
    yield Reply(results.pictures(run), rows)


async def show(turn: Turn, run_id: str, kind: str) -> AsyncGenerator[Reply, None]:
    """One of them."""
    picture = next((known for known in KINDS if known == kind), None)
    if picture is None:
        raise NotFound("picture")
    run = await _completed(turn, run_id)
    png = await turn.services.backtests.picture(turn.person.id, run.id, picture)
    yield _pictured(turn, run, words(f"picture.{picture}"), f"{picture}-{run.id}.png", png)


async def choose_trade(turn: Turn, run_id: str, page: str) -> AsyncGenerator[Reply, None]:
    """Which trade, a page of them at a time, newest first."""
    run = await _completed(turn, run_id)
    trades = list(enumerate((run.result or {}).get("trades", ())))[::-1]
    if not trades:
        yield Reply(toast=words("toast.no_trades"))
        return
    pages = -(-len(trades) // TRADES_A_PAGE)
    at = min(int(page), pages - 1) if page.isdecimal() else 0
    shown = trades[at * TRADES_A_PAGE :][:TRADES_A_PAGE]
    buttons = [Button(results.trade_name(n, trade), Tap("trade", (run.id, str(n)))) for n, trade in shown]
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    text = results.choose_trade(run, page=at, pages=pages)
    yield Reply(text, (*rows, *_turning(run, at, pages)), replaces=True)


async def show_trade(turn: Turn, run_id: str, number: str) -> AsyncGenerator[Reply, None]:
    """The candles around one trade, with its entry, its exit and its levels."""
    run = await _completed(turn, run_id)
    if not number.isdecimal():
        raise NotFound("trade")
    png = await turn.services.backtests.picture(turn.person.id, run.id, "trade", int(number[:9]))
    yield _pictured(turn, run, words("pictures.trade", number=int(number) + 1), f"trade-{number}-{run.id}.png", png)


def _turning(run: BacktestRun, at: int, pages: int) -> Rows:
    newer = [Button(words("button.newer"), Tap("one_trade", (run.id, str(at - 1))))] if at else []
    older = [Button(words("button.older"), Tap("one_trade", (run.id, str(at + 1))))] if at + 1 < pages else []
    return ((*newer, *older),) if newer or older else ()


def _pictured(turn: Turn, run: BacktestRun, what: str, name: str, png: bytes) -> Reply:
    caption = results.picture_caption(run, what, market_label=turn.services.backtests.market_label)
    return Reply(caption, attachment=Attachment(name, png, "photo"))


async def _completed(turn: Turn, run_id: str) -> BacktestRun:
    run = await turn.store.backtest(turn.person.id, run_id)
    if run.status != "completed":
        raise NotFound("backtest")
    return run


ROUTES = {
    "pictures": Route(choose, 1),
    "picture": Route(show, 2),
    "one_trade": Route(choose_trade, 2),
    "trade": Route(show_trade, 2),
}
"""Their buttons stand under the picture of a run; a choice of trades turns its pages in place."""
