"""Which contract is meant: a symbol is not enough on a real market, and nothing is saved or tested on a guess."""

import json

import pytest

from bot.sandbox.entities import Json
from tests.market_chat.conftest import COPY, PEPE, TRUMP
from tests.support.ave_server import AveServer
from tests.support.town import SEED, Persona, Town


def labels(message: Json) -> list[str]:
    return [button["text"] for row in message["keyboard"] for button in row]


async def strategy_of(town: Town, persona: Persona) -> str:
    """What is kept of the persona's newest bot, as JSON."""
    store = town.product.desk.store
    person = await store.person_by_telegram(persona.id, name="Alice", language="en")
    bots = await store.bots(person.id)
    assert bots[-1].current
    return json.dumps(bots[-1].current.to_config())


async def test_the_prices_are_not_called_made_up(alice: Persona) -> None:
    await alice.never_sees("made up", "demo")
    await alice.says("/help")
    await alice.sees("Market: AVE Cloud")


async def test_one_of_three_namesakes_is_picked_and_kept_everywhere(alice: Persona, market_town: Town) -> None:
    await alice.says(SEED)
    asked = await alice.sees("Which PEPE is meant?")
    offered = labels(asked)
    assert len(offered) == 3
    assert all(part in offered[0] for part in ("eth", "0x6982…1933", "$53.3M"))
    assert all("⚠️" in label for label in offered[1:])
    for warning in ("this may be a copy", "very little liquidity", "only days old"):
        assert warning in asked["text"]
    await alice.taps(offered[0])
    await alice.sees("PEPE is Pepe on eth", PEPE)
    await alice.sees("TOKENS", "not saved yet")
    assert (await strategy_of(market_town, alice)).count(PEPE) == 2
    assert await alice.taps("Save") == "Saved"
    await alice.sees("Saved in")


async def test_saving_waits_for_the_contract(alice: Persona) -> None:
    await alice.says(SEED)
    card = await alice.sees("not saved yet")
    await alice.sees("Which PEPE")
    await alice.tap_data(card["id"], card["keyboard"][0][0]["callback_data"])
    await alice.sees("Before that I must know which contract is meant")
    await alice.never_sees("Saved in")
    again = await alice.sees("Which PEPE")
    await alice.taps(labels(again)[1])
    await alice.sees("PEPE is Pepe of bsc on bsc", COPY, "this may be a copy")
    await alice.taps("Save")
    await alice.sees("Saved in")


async def test_an_address_may_be_pasted(alice: Persona, market_town: Town) -> None:
    await alice.says(SEED)
    await alice.sees("Which PEPE")
    await alice.says(PEPE.lower())
    await alice.sees("TOKENS", PEPE)
    assert PEPE in await strategy_of(market_town, alice)


async def test_the_case_of_an_address_on_solana_is_kept(alice: Persona, market_town: Town) -> None:
    await alice.says("buy TRUMP on solana when it drops 5% in an hour")
    await alice.sees("Which TRUMP")
    await alice.says(TRUMP)
    await alice.sees("TOKENS", TRUMP)
    assert TRUMP in await strategy_of(market_town, alice)


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("0x6982508145454ce325dDbE47a25d4ec3d2311933", "capitals"),
        ("0x6982508145454Ce325dDbE47a25d4ec3d23119", "is no address"),
        ("0xZZ82508145454Ce325dDbE47a25d4ec3d2311933", "is no address"),
        ("0x000000000000000000000000000000000000dEaD", "knows no contract at"),
        ("0x1111111111111111111111111111111111111111", "is TRAP"),
        (TRUMP.lower().replace("l", "k"), "knows no contract at"),
    ],
)
async def test_a_wrong_address_is_answered_and_changes_nothing(
    alice: Persona, market_town: Town, address: str, answer: str
) -> None:
    await alice.says(SEED)
    await alice.sees("Which PEPE")
    await alice.says(address)
    await alice.sees(answer)
    assert "address" not in await strategy_of(market_town, alice)


async def test_an_edit_keeps_the_contract_of_a_token_that_stays(alice: Persona, market_town: Town) -> None:
    await alice.says(SEED)
    await alice.sees("Which PEPE")
    await alice.says(PEPE)
    await alice.sees("TOKENS")
    await alice.taps("Save")
    await alice.sees("Saved in")
    await alice.says("make it 7%")
    await alice.sees("CHANGES", "PEPE drops 7% in 1h", PEPE)
    await alice.says("also sell half when PEPE rises 9% in an hour")
    card = await alice.sees("CHANGES", "PEPE rises 9% in 1h", PEPE)
    assert "Which" not in card["text"]
    kept = await strategy_of(market_town, alice)
    assert kept.count(PEPE) == kept.count('"token"')
    await alice.says("use TRUMP instead of PEPE")
    await alice.sees("Which TRUMP")
    assert PEPE not in await strategy_of(market_town, alice)


async def test_two_tokens_are_asked_about_one_after_the_other(alice: Persona) -> None:
    await alice.says("buy PEPE when TRUMP drops 5% in an hour")
    first = await alice.sees("Which")
    assert len([line for line in first["text"].splitlines() if "Which" in line]) == 1
    await alice.taps(labels(first)[0])
    second = await alice.sees("Which")
    await alice.taps(labels(second)[0])
    await alice.sees("TOKENS", PEPE, TRUMP)


async def test_a_honeypot_is_called_one_the_moment_it_is_picked(alice: Persona) -> None:
    await alice.says("buy TRAP when it drops 5% in an hour")
    asked = await alice.sees("Which TRAP")
    await alice.taps(labels(asked)[0])
    await alice.sees("TRAP is Trap of bsc", "Dangerous: do not trade it")


async def test_a_backtest_of_a_honeypot_is_not_to_be_trusted(alice: Persona) -> None:
    await alice.says("buy TRAP when it drops 5% in an hour")
    asked = await alice.sees("Which TRAP")
    await alice.taps(labels(asked)[0])
    await alice.sees("TOKENS")
    await alice.taps("Save")
    await alice.sees("Saved in")
    await alice.taps("7 d")
    await alice.sees_photo("TRAP is dangerous by its contract report", "buying 5.0 %, selling 99.0 %", "not in these")


async def test_an_offer_that_is_gone_is_asked_about_again(alice: Persona) -> None:
    await alice.says(SEED)
    asked = await alice.sees("Which PEPE")
    data = asked["keyboard"][0][0]["callback_data"]
    await alice.tap_data(asked["id"], data[:-4] + "0000")
    await alice.sees("Which PEPE")
    await alice.tap_data(asked["id"], data.rsplit(":", 2)[0] + ":7:" + data.rsplit(":", 1)[1])
    await alice.sees("already")


async def test_a_token_the_market_does_not_have_is_asked_for_by_its_address(alice: Persona) -> None:
    await alice.says("buy FLOKI when it drops 5% in an hour")
    await alice.sees("finds no FLOKI", "contract address")


async def test_a_backtest_runs_on_the_contract_that_was_picked(alice: Persona, ave: AveServer) -> None:
    await alice.says(SEED)
    asked = await alice.sees("Which PEPE")
    await alice.taps(labels(asked)[1])
    await alice.sees("TOKENS")
    await alice.taps("Save")
    await alice.sees("Saved in")
    before = len(ave.asked)
    await alice.taps("7 d")
    await alice.sees_photo("7 days", "AVE Cloud", "1m candles, at most", "units", "Taxes of PEPE are unknown")
    paths = [each.path for each in ave.asked[before:] if "klines" in each.path]
    assert paths
    assert all(path.endswith(f"{COPY.lower()}-bsc") for path in paths)


async def test_history_that_is_shorter_than_asked_for_is_told(alice: Persona) -> None:
    await alice.says(SEED)
    await alice.sees("Which PEPE")
    await alice.says(PEPE)
    await alice.sees("TOKENS")
    await alice.taps("Save")
    await alice.sees("Saved in")
    await alice.taps("Backtest 30 d")
    await alice.sees_photo("PEPE has candles only from", "less than asked for")
