"""The buttons that appear in more than one place."""

from core.people import Draft, TradingBot
from core.replies import Button, Rows, Tap
from core.wording.catalogue import words


def back_to_bots() -> Button:
    """The way out of every menu."""
    return Button(words("button.back_to_bots"), Tap("bots"))


def first_steps() -> Button:
    """The way to the front page."""
    return Button(words("button.first_steps"), Tap("home"))


def example_rows(labels: tuple[str, ...]) -> Rows:
    """The first steps, one a row, and the way to the bots."""
    rows = tuple((Button(label, Tap("example", (str(i),))),) for i, label in enumerate(labels))
    return (*rows, (Button(words("button.my_bots"), Tap("bots")), Button(words("button.help"), Tap("help"))))


def proposal_rows(draft: Draft) -> Rows:
    """What can be done with a proposal."""
    return (
        (Button(words("button.save"), Tap("save", (draft.id,)), style="primary"),),
        (
            Button(words("button.change"), Tap("change", (draft.id,))),
            Button(words("button.discard"), Tap("discard", (draft.id,)), style="danger"),
        ),
    )


def period_rows(bot: TradingBot) -> Rows:
    """How far back to test; the usual choice first."""
    usual = Button(words("button.backtest_30d"), Tap("backtest", (bot.id, "30d")), style="primary")
    others = ("7d", "90d", "1y")
    return ((usual,), tuple(Button(words(f"button.{period}"), Tap("backtest", (bot.id, period))) for period in others))


def simulate_button(bot_id: str) -> Button:
    """The way from the past to the present."""
    return Button(words("button.simulate"), Tap("simulate", (bot_id,)))


def bot_rows(bot: TradingBot) -> Rows:
    """What can be done with a bot."""
    return (
        (
            Button(words("button.backtest"), Tap("periods", (bot.id,)), style="primary"),
            simulate_button(bot.id),
        ),
        (
            Button(words("button.backtests"), Tap("runs", (bot.id,))),
            Button(words("button.versions"), Tap("history", (bot.id,))),
        ),
        (
            Button(words("button.say_change"), Tap("how", (bot.id,))),
            Button(words("button.rename"), Tap("rename", (bot.id,))),
        ),
        (
            Button(words("button.delete"), Tap("delete", (bot.id,)), style="danger"),
            back_to_bots(),
        ),
    )
