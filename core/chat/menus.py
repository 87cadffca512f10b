"""The buttons that appear in more than one place."""

from core.people import Draft, TradingBot
from core.replies import Button, Rows, Tap

BACK_TO_BOTS = Button("« Bots", Tap("bots"))


def example_rows(labels: tuple[str, ...]) -> Rows:
    """The first steps, one a row, and the way to the bots."""
    rows = tuple((Button(label, Tap("example", (str(i),))),) for i, label in enumerate(labels))
    return (*rows, (Button("🤖 My bots", Tap("bots")), Button("❓ Help", Tap("help"))))


def proposal_rows(draft: Draft) -> Rows:
    """What can be done with a proposal."""
    return (
        (Button("✅ Save", Tap("save", (draft.id,)), style="primary"),),
        (
            Button("✏️ Change", Tap("change", (draft.id,))),
            Button("Discard", Tap("discard", (draft.id,)), style="danger"),
        ),
    )


def period_rows(bot: TradingBot) -> Rows:
    """How far back to test; the usual choice first."""
    usual = Button("📈 Backtest 30 d", Tap("backtest", (bot.id, "30d")), style="primary")
    others = (("7 d", "7d"), ("90 d", "90d"), ("1 y", "1y"))
    return ((usual,), tuple(Button(label, Tap("backtest", (bot.id, period))) for label, period in others))


def bot_rows(bot: TradingBot) -> Rows:
    """What can be done with a bot."""
    return (
        (
            Button("📈 Backtest", Tap("periods", (bot.id,)), style="primary"),
            Button("🕘 Backtests", Tap("runs", (bot.id,))),
        ),
        (Button("↩️ Versions", Tap("history", (bot.id,))), Button("💬 Change", Tap("how", (bot.id,)))),
        (Button("✏️ Rename", Tap("rename", (bot.id,))), Button("🗑 Delete", Tap("delete", (bot.id,)), style="danger")),
        (BACK_TO_BOTS,),
    )
