"""The product speaks the person's language: from their phone at first, and the one they chose from then on."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.wording.language import LANGUAGES, Language
from tests.support.town import SEED, Persona, Town, town


@dataclass(frozen=True)
class Road:
    """What is said and seen on the way from Start to a picture."""

    welcome: tuple[str, ...]
    says: str
    card: tuple[str, ...]
    save: str
    saved: str
    toast: str
    run: str
    running: str
    caption: tuple[str, ...]
    details: tuple[str, ...]


ROADS: dict[Language, Road] = {
    "es": Road(
        welcome=("¡Hola, Ana!", "inventados", "PEPE en caída", "Ayuda"),
        says="compra PEPE con el 20% cuando caiga 5% en una hora, stop loss 3%, take profit 10%",
        card=("CUANDO", "PEPE cae 5% en 1 h", "comprar PEPE con el 20% del efectivo", "RIESGO", "aún sin guardar"),
        save="✅ Guardar",
        saved="Mira cómo le habría ido",
        toast="Guardada",
        run="📈 Backtest 30 d",
        running="Probando PEPE en caída",
        caption=("30 días", "datos de prueba", "Drawdown máx.", "velas de", "comisión 0.3 %"),
        details=(
            "Retorno total",
            "¿Es de fiar?",
            "mantener",
            "Primer 70 %",
            "por lado",
            "Tu 1.er intento",
            "Control de datos",
        ),
    ),
    "id": Road(
        welcome=("Hai Ana!", "buatan", "PEPE turun", "Bantuan"),
        says="beli PEPE dengan 20% kalau turun 5% dalam 1 jam, stop loss 3%, take profit 10%",
        card=("KALAU", "PEPE turun 5% dalam 1 jam", "beli PEPE dengan 20% dari kas", "RISIKO", "belum disimpan"),
        save="✅ Simpan",
        saved="Lihat bagaimana hasilnya",
        toast="Tersimpan",
        run="📈 Backtest 30 hari",
        running="Menguji PEPE turun",
        caption=("30 hari", "data demo", "Drawdown maks", "candle", "biaya 0.3 %"),
        details=(
            "Ekuitas akhir",
            "Bisa dipercaya?",
            "hold",
            "70 % pertama",
            "per sisi",
            "Percobaan ke-1",
            "Cek data masa depan",
        ),
    ),
    "zh": Road(
        welcome=("Ana，你好", "虚构", "PEPE 抄底", "帮助"),
        says="PEPE 1小时内下跌5%就用20%资金买入，止损3%，止盈10%",
        card=("条件", "操作", "PEPE 在 1 小时内下跌 5%", "用 20% 资金买入 PEPE", "风控", "止损 3%", "尚未保存"),
        save="✅ 保存",
        saved="看看它过去会怎样",
        toast="已保存",
        run="📈 回测 30 天",
        running="正在回测 PEPE dip",
        caption=("30 天", "演示数据", "最大回撤", "K 线", "手续费 0.3 %"),
        details=("总收益", "靠得住吗？", "拿着不动", "前 70 %", "💸", "第 1 次尝试", "未来数据检查"),
    ),
}
ENGLISH = (
    *("Tap an example", "WHEN", "THEN", "RISK", "saved", "Save", "Discard", "Backtest 30 d", "Running", "drawdown 0"),
    *("Max drawdown", "win rate", "trades", "candles", "fee", "slippage 0.1 % a side", "Details", "Help"),
    *("Too few to tell", "Random entries", "Look-ahead", "holding", "I took", "Total return", "Final equity"),
)
"""Words that stand in no other language's road, but for a term of trading here and there."""
TERMS = {"es": {"Backtest 30 d"}, "id": {"win rate", "Total return"}, "zh": set[str]()}


@pytest.mark.parametrize("code", ROADS)
async def test_the_main_road_is_in_the_language_of_the_phone(home_town: Town, code: Language) -> None:
    road = ROADS[code]
    async with home_town.persona("Ana", language=code) as ana:
        await ana.says("/start")
        await ana.sees(*road.welcome)
        await ana.says(road.says)
        await ana.sees(*road.card)
        assert await ana.taps(road.save) == road.toast
        await ana.sees(road.saved)
        await ana.taps(road.run)
        await ana.sees_photo(*road.caption)
        await ana.taps("🔍")
        await ana.sees(*road.details)
        shown = await ana.shown()
        assert [word for word in ENGLISH if word in shown and word not in TERMS[code]] == []


@pytest.mark.parametrize("code", ROADS)
async def test_every_example_becomes_a_card_in_the_language_of_the_phone(home_town: Town, code: Language) -> None:
    async with home_town.persona("Ana", language=code) as ana:
        for sign in ("🐸", "🔊", "🚀"):
            await ana.says("/start")
            await ana.sees(ROADS[code].welcome[0])
            await ana.taps(sign)
            card = await ana.sees(ROADS[code].save, ROADS[code].card[0])
            assert "❓" not in card["text"]


async def test_an_edit_is_told_in_the_language_of_the_phone(home_town: Town) -> None:
    async with home_town.persona("Ana", language="es") as ana:
        await ana.says(ROADS["es"].says)
        await ana.sees("aún sin guardar")
        await ana.taps("Guardar")
        await ana.sees("Mira cómo")
        await ana.taps("90 d")
        await ana.sees_photo("90 días")
        await ana.says("cámbialo a 7%")
        await ana.sees("CAMBIOS", "cuando PEPE cae 5% en 1 h → cuando PEPE cae 7% en 1 h")
        await ana.sees_photo("En tu último backtest (90 días · datos de prueba) este cambio significa", "operacion")
        await ana.taps("Guardar")
        await ana.sees("Mira cómo")
        await ana.says("/history")
        await ana.sees("versiones, la más nueva primero", "Versión 2", "en uso", "Recuperar 1")


async def test_a_question_has_answers_in_the_language_of_the_phone(home_town: Town) -> None:
    async with home_town.persona("Budi", language="id") as budi:
        await budi.says("beli PEPE kalau RSI 30")
        question = await budi.sees("❓ Di atas atau di bawah?")
        assert [button["text"] for row in question["keyboard"] for button in row] == ["di atas", "di bawah"]
        await budi.taps("di bawah")
        await budi.sees("RSI(14) PEPE di bawah 30 pada candle 1 jam", "Saya pakai 10 % dari kasmu", "belum disimpan")


@pytest.mark.parametrize(
    ("code", "says", "sees"),
    [
        ("es", "abre un corto de PEPE con apalancamiento", ("🚫", "No se puede vender en corto", "como estaba")),
        ("es", "compra PEPE cuando caiga 150%", ("🚫", "no puede caer 150 %")),
        ("es", "gracias", ("¡De nada!",)),
        ("id", "halo", ("Halo! Sebutkan",)),
        ("id", "beli PEPE dengan 500% kalau turun 5%", ("🚫", "lebih dari yang ada")),
        ("zh", "谢谢", ("不客气！",)),
        ("zh", "做空PEPE", ("🚫", "不支持做空")),
        ("zh", "🚀", ("我没找到文字",)),
    ],
)
async def test_refusals_and_small_talk_are_in_it_too(
    home_town: Town, code: str, says: str, sees: tuple[str, ...]
) -> None:
    async with home_town.persona("Ana", language=code) as ana:
        await ana.says(says)
        await ana.sees(*sees)


@pytest.mark.parametrize("code", ["de", "pt-br", "fil"])
async def test_an_unknown_language_is_answered_in_english(home_town: Town, code: str) -> None:
    async with home_town.persona("Uwe", language=code) as uwe:
        await uwe.says("/start")
        await uwe.sees("Hi Uwe!", "Tap an example")
        await uwe.says("compra PEPE cuando caiga 5% en una hora")
        await uwe.sees("PEPE drops 5% in 1h", "not saved yet")


@pytest.mark.parametrize(("code", "hello"), [("es-MX", "¡Hola"), ("zh-hans", "你好"), ("id", "Hai")])
async def test_a_regional_language_counts_as_its_language(home_town: Town, code: str, hello: str) -> None:
    async with home_town.persona("Ana", language=code) as ana:
        await ana.says("/start")
        await ana.sees(hello)


async def test_one_tap_switches_the_language_and_it_stays(alice: Persona) -> None:
    await alice.saves(SEED)
    await alice.says("/language")
    menu = await alice.sees("Which language shall I speak?")
    labels = [button["text"] for row in menu["keyboard"] for button in row]
    assert labels == ["✅ English", "Español", "Bahasa Indonesia", "中文"]
    await alice.taps("Español")
    menu = await alice.sees("A partir de ahora te hablo en español")
    assert [b["text"] for row in menu["keyboard"] for b in row][1] == "✅ Español"
    await alice.says("/strategy")
    await alice.sees("guardada", "CUANDO", "PEPE cae 5% en 1 h", "Renombrar")
    await alice.says("/help")
    await alice.sees("Lo que entiendo", "/language – Elegir el idioma")
    await alice.says("/language")
    await alice.sees("¿En qué idioma te hablo?")
    await alice.taps("中文")
    await alice.sees("从现在起我说中文")
    await alice.taps("✅ 中文")
    await alice.says("/bots")
    await alice.sees("你的机器人（1/3）", "策略已保存", "PEPE dip")
    await alice.says("/language")
    await alice.taps("English")
    await alice.sees("From now on I speak English")


async def test_a_language_that_is_not_offered_cannot_be_chosen(alice: Persona) -> None:
    await alice.says("/language")
    menu = await alice.sees("Which language")
    await alice.tap_data(menu["id"], "v1:speak:tlh")
    await alice.sees("not here any more")
    await alice.says("/start")
    await alice.sees("Hi Alice!")


async def test_two_people_at_once_each_hear_their_own_language(home_town: Town) -> None:
    async with (
        home_town.persona("Ana", language="es") as ana,
        home_town.persona("Wei", language="zh") as wei,
        home_town.persona("Tom") as tom,
    ):
        people = (ana, wei, tom)
        await asyncio.gather(*(person.says(SEED) for person in people))
        await asyncio.gather(ana.sees("aún sin guardar"), wei.sees("尚未保存"), tom.sees("not saved yet"))
        await asyncio.gather(ana.taps("Guardar"), wei.taps("保存"), tom.taps("Save"))
        await asyncio.gather(ana.sees("Mira cómo"), wei.sees("看看它"), tom.sees("See how"))
        await asyncio.gather(ana.taps("1 año"), wei.taps("1 年"), tom.taps("1 y"))
        await asyncio.gather(ana.sees_photo("1 año"), wei.sees_photo("1 年"), tom.sees_photo("1 year"))
        await ana.never_sees("not saved", "Max drawdown", "最大回撤")
        await wei.never_sees("not saved", "Max drawdown", "Drawdown máx.")
        await tom.never_sees("guardar", "最大回撤")


async def test_telegram_shows_the_commands_in_every_language(home_town: Town) -> None:
    shown = {}
    for code in LANGUAGES:
        async with home_town.persona("Ana", language=code) as ana:
            shown[code] = {command["command"]: command["description"] for command in (await ana.chat())["commands"]}
    assert shown["en"]["backtest"] == "Test it on past candles"
    assert shown["es"]["backtest"] == "Probarla en velas pasadas"
    assert shown["id"]["language"] == "Pilih bahasa"
    assert shown["zh"]["language"] == "选择语言"
    assert all(list(commands) == list(shown["en"]) for commands in shown.values())
    assert "language" in shown["en"]
    assert len(shown["en"]) <= 10


async def test_what_a_restart_cut_off_is_told_in_the_language_it_was_asked_in(tmp_path: Path) -> None:
    async with town(tmp_path) as own, own.persona("Ana", language="es") as ana:
        await ana.says(ROADS["es"].says)
        await ana.sees("aún sin guardar")
        await ana.taps("Guardar")
        await ana.sees("Mira cómo")
        busy = [asyncio.create_task(own.product.workers.run(time.sleep, 1.0)) for _ in range(2)]
        await ana.taps("1 año")
        await ana.sees("Probando PEPE en caída")
        assert await own.product.desk.settle() == 1
        await ana.sees("Me reiniciaron mientras probaba PEPE en caída (1 año)", "🔁 Repetir")
        await asyncio.gather(*busy)
