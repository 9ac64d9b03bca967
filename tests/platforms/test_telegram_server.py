"""The stand-in server itself, driven by the real python-telegram-bot: what it refuses, repeats and remembers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes
from telegram.request import HTTPXRequest
from telegram_people import Person, png
from telegram_server import TelegramServer
from waiting import PATIENCE


@pytest.fixture(name="server")
async def _server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as server:
        yield server


@pytest.fixture(name="bot")
async def _bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(server) as bot:
        yield bot


@pytest.fixture(name="anna")
async def _anna(server: TelegramServer) -> Person:
    anna = server.person(11)
    await anna.starts()
    return anna


def bot_of(server: TelegramServer) -> Bot:
    request = HTTPXRequest(read_timeout=PATIENCE, connect_timeout=PATIENCE)
    return Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url, request=request)


def rows(*labels: str, data: str = "d") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label in labels])


def refused(error: type[TelegramError], why: str) -> pytest.RaisesExc[Exception]:
    """The library writes every refusal with one capital."""
    return pytest.raises(error, match=f"(?i){re.escape(why)}")


async def test_a_talk_with_a_real_application(server: TelegramServer) -> None:
    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        assert context.args is not None
        await update.effective_message.reply_html(f"Dag <b>{context.args[0]}</b>", reply_markup=rows("Ja", "Nee"))

    async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Genoteerd")
        await update.callback_query.edit_message_text("Klaar")

    app = Application.builder().token(server.token).base_url(server.base_url).build()
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(press))
    anna = server.person(11)
    assert app.updater is not None
    async with app:
        await app.start()
        await app.updater.start_polling(timeout=5)
        await anna.starts("abc-1")
        heard = await anna.hears()
        assert (heard.text, heard.html) == ("Dag abc-1", "Dag <b>abc-1</b>")
        assert heard.entities == [{"type": "bold", "offset": 4, "length": 5}]

        with pytest.raises(AssertionError, match=r"no button 'Misschien'; on offer: \['Ja', 'Nee'\]"):
            await anna.presses("Misschien")
        await anna.presses("Ja")
        await server.until(lambda: anna.sees.edited)
        assert (anna.sees.text, anna.sees.buttons, anna.toasts) == ("Klaar", [], ["Genoteerd"])
        await app.updater.stop()
        await app.stop()


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("<b>bad", "HTML", "can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("a.b", "MarkdownV2", "can't parse entities: character '.' is reserved"),
        ("<b> </b>", "HTML", "text must be non-empty"),
        ("x" * 4097, "HTML", "message is too long"),
        ("x", "Wiki", "unsupported parse_mode"),
    ],
)
async def test_texts_that_telegram_refuses(bot: Bot, anna: Person, text: str, mode: str, why: str) -> None:
    with refused(BadRequest, why):
        await bot.send_message(anna.id, text, parse_mode=mode)
    assert anna.chat.bot_messages == []


async def test_limits_count_after_parsing(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    with refused(BadRequest, "caption is too long"):
        await bot.send_photo(anna.id, png(), caption="x" * 1025)


async def test_buttons_that_telegram_refuses(bot: Bot, anna: Person) -> None:
    await bot.send_message(anna.id, "x", reply_markup=rows("a", data="é" * 32))
    for markup, why in (
        (rows("a", data="é" * 33), "button_data_invalid"),
        (rows(*["a"] * 101), "too long"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="d")] * 9]), "too long"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("a")]]), "Text buttons are unallowed"),
    ):
        with refused(BadRequest, why):
            await bot.send_message(anna.id, "x", reply_markup=markup)


async def test_files_and_albums(server: TelegramServer, bot: Bot, anna: Person) -> None:
    await bot.send_photo(anna.id, png(), caption="<i>kaart</i>", parse_mode="HTML")
    assert (anna.sees.photo, anna.sees.text) == (png(), "kaart")
    for width, height in ((9999, 2), (21, 1)):
        with refused(BadRequest, "photo_invalid_dimensions"):
            await bot.send_photo(anna.id, png(width, height))

    told = await bot.send_document(anna.id, b"%PDF", filename="reis.pdf")
    assert anna.sees.document == ("reis.pdf", b"%PDF")
    assert told.document is not None
    assert bytes(await (await told.document.get_file()).download_as_bytearray()) == b"%PDF"

    pair = [InputMediaDocument(name.encode(), filename=name) for name in ("a.txt", "b.txt")]
    await bot.send_media_group(anna.id, pair)
    assert [one.document for one in anna.chat.bot_messages[-2:]] == [("a.txt", b"a.txt"), ("b.txt", b"b.txt")]
    with refused(BadRequest, "too few"):
        await bot.send_media_group(anna.id, pair[:1])


async def test_editing_deleting_and_old_buttons(server: TelegramServer, bot: Bot, anna: Person) -> None:
    told = await bot.send_message(anna.id, "Kies", reply_markup=rows("Ja"))
    with refused(BadRequest, "is not modified"):
        await bot.edit_message_text("Kies", anna.id, told.message_id, reply_markup=rows("Ja"))
    query = await anna.presses("Ja")
    assert await bot.answer_callback_query(query)
    for id in (query, "1"):
        with refused(BadRequest, "query is too old and response timeout expired or query ID is invalid"):
            await bot.answer_callback_query(id)
    await bot.edit_message_reply_markup(anna.id, told.message_id)
    assert anna.sees.buttons == []
    await bot.pin_chat_message(anna.id, told.message_id)
    await bot.delete_message(anna.id, told.message_id)
    with refused(BadRequest, "message to edit not found"):
        await bot.edit_message_text("Weg", anna.id, told.message_id)


async def test_whom_the_bot_may_write_to(server: TelegramServer, bot: Bot, anna: Person) -> None:
    with refused(BadRequest, "not found"):
        await bot.send_message(99, "x")
    with refused(Forbidden, "can't initiate conversation with a user"):
        await bot.send_message(server.person(12).id, "x")
    await anna.blocks()
    with refused(Forbidden, "bot was blocked by the user"):
        await bot.send_message(anna.id, "x")
    await anna.starts()
    await bot.send_message(anna.id, "x")
    updates = await bot.get_updates()
    changes = [one.my_chat_member.new_chat_member.status for one in updates if one.my_chat_member]
    assert changes == ["kicked", "member"]


async def test_groups_topics_and_migration(server: TelegramServer, bot: Bot, anna: Person) -> None:
    group = server.group(-5, "Team", admins=[anna])
    with refused(BadRequest, "not found"):
        await bot.send_message(group.id, "x")
    await anna.adds_bot(group)
    await anna.says("onder ons", chat=group)
    await anna.says("/kaart@reisleider_bot", chat=group, thread=7)
    assert (await bot.send_message(group.id, "x", message_thread_id=7)).message_thread_id == 7
    with refused(BadRequest, "thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=8)
    updates = await bot.get_updates(allowed_updates=[])
    assert [one.message.text for one in updates if one.message] == ["/start", None, "/kaart@reisleider_bot"]
    assert [one.user.id for one in await bot.get_chat_administrators(group.id)] == [anna.id]
    assert (await bot.get_chat_member(group.id, server.bot_id)).status == "member"
    assert (await bot.get_chat(group.id)).title == "Team"

    new = server.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == new
    await bot.send_message(new, "x")
    await anna.removes_bot(new)
    with refused(Forbidden, "bot was kicked from the supergroup chat"):
        await bot.send_message(new, "x")


async def test_updates_are_confirmed_by_the_offset_only(server: TelegramServer, bot: Bot, anna: Person) -> None:
    number = await anna.says("een")
    await anna.edits(number, "twee")
    await anna.sends_photo("kaart")
    await anna.sends_voice()
    await anna.sends_sticker()
    await anna.sends_document()
    first = await bot.get_updates(limit=2)
    assert [one.update_id for one in await bot.get_updates()][:2] == [one.update_id for one in first]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    kinds = [(bool(one.edited_message), bool(one.message and one.message.effective_attachment)) for one in rest]
    assert kinds == [(True, False), *[(False, True)] * 4]
    assert await bot.get_updates(offset=rest[-1].update_id + 1, timeout=0) == ()

    server.redeliver(2)
    await anna.says("drie")
    again = await bot.get_updates()
    assert await bot.get_updates(offset=again[-1].update_id + 1) == again
    assert await bot.get_updates(offset=again[-1].update_id + 1, timeout=0) == ()


async def test_the_older_of_two_polls_is_ended(server: TelegramServer, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=5))
    await server.until(lambda: server.called("getUpdates"))
    async with bot_of(server) as other:
        newer = asyncio.create_task(other.get_updates(timeout=5))
        with refused(Conflict, "terminated by other getUpdates"):
            await older
        await server.person(11).starts()
        assert len(await newer) == 1


async def test_webhooks_post_in_order_until_accepted(server: TelegramServer, bot: Bot, anna: Person) -> None:
    got: list[tuple[str | None, str]] = []
    answers = [500, 200, 204]

    async def take(request: web.Request) -> web.Response:
        update = await request.json()
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["message"]["text"]))
        return web.Response(status=answers.pop(0))

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        with refused(BadRequest, "HTTPS"):
            await bot.set_webhook("http://example.org/hook")
        with refused(BadRequest, "unallowed characters"):
            await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="a b")
        await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="geheim")
        await anna.says("hoi")
        await server.until(lambda: not server.unconfirmed)
        with refused(Conflict, "while webhook is active"):
            await bot.get_updates()
        assert "500" in ((await bot.get_webhook_info()).last_error_message or "")
        await bot.delete_webhook()
    finally:
        await runner.cleanup()
    assert got == [("geheim", "/start"), ("geheim", "/start"), ("geheim", "hoi")]


async def test_faults_at_will(server: TelegramServer, anna: Person) -> None:
    server.stall = PATIENCE  # who asked gives up long before
    moved = server.group(-5, "Team", members=[server.bot_id])
    async with bot_of(server) as bot:
        for kind, error, chat in (
            ("429", RetryAfter, anna.id),
            ("500", NetworkError, anna.id),
            ("reset", NetworkError, anna.id),
            ("timeout", TimedOut, anna.id),
            ("forbidden-blocked", Forbidden, anna.id),
            ("deactivated", Forbidden, anna.id),
            ("kicked", Forbidden, moved.id),
            ("migrated", ChatMigrated, moved.id),
        ):
            server.fail("sendMessage", kind, chat=chat)
            with pytest.raises(error):
                await bot.send_message(chat, "x", read_timeout=0.2 if kind == "timeout" else PATIENCE)
        assert anna.chat.bot_messages == []
        server.fail(None, "lost")
        await bot.get_me()
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "x")
        assert [one.text for one in anna.chat.bot_messages] == ["x"]
        await bot.send_message(anna.id, "x")
    assert len(server.called("sendMessage")) == 10


async def test_strict_rates(server: TelegramServer, bot: Bot, anna: Person) -> None:
    server.strict_rates, server.rate_scale = True, 60
    group = server.group(-5, "Team", members=[server.bot_id])
    for chat, most in ((group.id, 20), (anna.id, 10)):
        for number in range(most):
            await bot.send_message(chat, str(number))
        with pytest.raises(RetryAfter):
            await bot.send_message(chat, "te veel")
    server.rate_scale = 0
    await bot.send_message(group.id, "weer goed")


async def test_what_a_bot_says_of_itself(server: TelegramServer, bot: Bot) -> None:
    assert bot.username == server.bot_username
    await bot.set_my_commands([BotCommand("stop", "Stoppen")], language_code="nl")
    assert [one.command for one in await bot.get_my_commands(language_code="nl")] == ["stop"]
    for command, description in (("Stop", "x"), ("stop", "x" * 257), ("stop", "")):
        with pytest.raises(BadRequest):
            await bot.set_my_commands([(command, description)])
    await bot.set_my_description("Ik interview.")
    await bot.set_my_short_description("Interviews")
    assert server.descriptions == {"": "Ik interview."}
    await bot.delete_my_commands(language_code="nl")
    assert await bot.get_my_commands(language_code="nl") == ()


async def test_wrong_tokens_methods_and_bodies(server: TelegramServer, anna: Person) -> None:
    async with ClientSession() as http:
        for path, status in ((f"{server.token}x/getMe", 401), (f"{server.token}/getAll", 404)):
            async with http.get(server.base_url + path) as answer:
                assert (answer.status, (await answer.json())["ok"]) == (status, False)
        url = f"{server.base_url}{server.token}/sendMessage"
        async with http.post(url, data={"chat_id": "11", "text": "x", "reply_markup": "{"}) as answer:
            assert "can't parse reply markup JSON object" in (await answer.json())["description"]
        async with http.post(url, json={"chat_id": 11, "text": "x"}) as answer:
            assert (await answer.json())["result"]["text"] == "x"
    with pytest.raises(AssertionError, match="sendMessage"):
        await server.until(lambda: False, seconds=0.05)
