"""The market: tokens to choose from, their cards and dangers, and what it answers with when it does not."""

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "sorry.unavailable": "Pasar sedang tidak menjawab. Tidak ada yang berubah; coba lagi sebentar lagi.",
    "sorry.busy": "Pasar meminta jeda {seconds} dtk. Tidak ada yang berubah; coba lagi setelah itu.",
    "sorry.budget": (
        "Jatah pertanyaan ke pasar hari ini sudah habis. Pasar ditanya lagi mulai {time} UTC; yang sudah "
        "tersimpan tetap bisa dipakai."
    ),
    "sorry.key": (
        "Pasar tidak menerima kunci instalasi ini, jadi saya tidak bisa bertanya apa pun. Hanya operator yang "
        "bisa memperbaikinya; bot kamu tidak berubah."
    ),
    "sorry.refused": "Pasar tidak menerima pertanyaan ini. Tidak ada yang berubah; coba token atau periode lain.",
    "sorry.address_shape": (
        "<b>{address}</b> bukan alamat kontrak di {chain}. Salin seluruhnya: 0x dan 40 digit, atau 32 sampai 44 "
        "karakter di Solana."
    ),
    "sorry.address_checksum": (
        "Huruf besar di <b>{address}</b> tidak cocok: ada karakter yang salah atau hilang. Salin lagi alamatnya."
    ),
    "sorry.address_chain": (
        "Saya tidak mengenal chain bernama <b>{chain}</b>, jadi {address} tidak bisa dicari di sana."
    ),
    "caption.tax": (
        "⚠️ <b>{token}</b> memungut pajak (beli {buy}, jual {sell}). Pajak tidak ada di angka ini: transaksi "
        "nyata lebih buruk."
    ),
    "caption.tax_unknown": "❔ Pajak <b>{token}</b> tidak diketahui dan tidak ada di angka ini.",
    "caption.history": "ℹ️ Candle <b>{token}</b> baru ada sejak {date}: kurang dari yang diminta.",
    "caption.candles": "{market}: candle {candle}, paling banyak {units} unit untuk mengambilnya",
    "tax.unknown": "tidak diketahui",
    "card.tokens": "TOKEN",
    "card.contract": "• {token}: {chain} <code>{address}</code>",
    "tokens.which": (
        "🔎 <b>{token}</b> yang mana? Nama bisa ditiru, kontrak tidak. Ketuk salah satu, atau kirim alamat kontraknya."
    ),
    "tokens.none": (
        "🔎 Pasar tidak menemukan <b>{token}</b>. Kirim alamat kontraknya, atau pilih token lain: “ganti ke PEPE”."
    ),
    "tokens.line": (
        "<b>{number}. {name}</b> ({symbol}) · {chain}\nlikuiditas {liquidity}, umur {age}\n<code>{address}</code>"
    ),
    "tokens.picked": "✅ <b>{token}</b> adalah {name} di {chain}:\n<code>{address}</code>",
    "tokens.first": (
        "Sebelum itu saya harus tahu kontrak yang dimaksud: <b>{tokens}</b>. Tidak ada yang disimpan atau diuji "
        "dengan menebak."
    ),
    "tokens.save_it": (
        "Kontraknya sudah dipastikan di usulanmu: ketuk Simpan dulu di sana, lalu uji. /strategy menampilkannya."
    ),
    "tokens.several": "Alamat itu ada di beberapa chain: {chains}. Ketuk yang kamu maksud.",
    "tokens.nothing_there": "Pasar tidak mengenal kontrak di <b>{address}</b>.",
    "tokens.other": (
        "Alamat itu adalah <b>{symbol}</b> ({name}) di {chain}, bukan {token}. Kalau itu maksudmu, tulis “ganti "
        "{token} ke {symbol}”."
    ),
    "tokens.unknown": "tidak diketahui",
    "flag.same_symbol": "token dengan likuiditas lebih besar memakai simbol yang sama: ini mungkin tiruan",
    "flag.look_alike": "hurufnya meniru token yang lebih terkenal",
    "flag.near_name": "namanya beda satu huruf dari token yang lebih terkenal",
    "flag.thin": "likuiditas sangat kecil: menjual menggerakkan harga",
    "flag.young": "baru berumur beberapa hari",
    "flag.risky": "pasar menilainya berisiko",
    "flag.unrated": "pasar belum menilainya: tidak diketahui, bukan aman",
    "command.price": "Lihat token: /price PEPE",
    "command.chart": "Gambar token: /chart PEPE 1h",
    "command.risk": "Lihat bahaya kontrak: /risk PEPE",
    "command.trending": "Lihat yang paling ramai: /trending solana",
    "command.search": "Cari token: /search dog",
    "button.price": "💰 Harga",
    "button.chart": "📈 Grafik",
    "button.risk": "🛡 Bahaya",
    "button.use_token": "🤖 Buat strategi",
    "market.example": "beli {token} kalau turun 5% dalam 1 jam, stop loss 3%, take profit 10%",
    "market.card": (
        "<b>${price}</b>\n1h {hour} · 24h {day}\nlikuiditas {liquidity} · volume 24h {volume}\npemegang "
        "{holders} · umur {age}\n<code>{address}</code>"
    ),
    "market.namesakes": {"other": "{number} token lain juga bernama {token}:"},
    "market.found": "🔎 Hasil untuk <b>{words}</b>, likuiditas terbesar dulu:",
    "market.found_none": (
        "🔎 Pasar tidak menemukan apa pun untuk <b>{words}</b>. Coba kata yang lebih pendek atau alamat kontrak."
    ),
    "market.trending": (
        "🔥 Paling ramai di {chain} saat ini. Ini bukan saran: banyak yang baru berumur beberapa hari."
    ),
    "market.trending_none": "Tidak ada yang diketahui ramai di {chain} saat ini.",
    "market.which_chain": "Di chain mana?",
    "market.no_chain": "Saya tidak mengenal chain bernama <b>{chain}</b>. Di chain mana?",
    "market.which_token": "Token apa? Kirim simbolnya, misalnya PEPE, atau alamat kontraknya.",
    "market.no_timeframe": "Saya tidak bisa menggambar candle {asked}. Yang bisa: {offered}.",
    "tokens.address": "<code>{address}</code>",
    "verdict.dangerous": "🚫 <b>Berbahaya: jangan diperdagangkan.</b>",
    "verdict.caution": "⚠️ <b>Hati-hati.</b> Tidak ada bukti buruk, tapi lihat peringatannya.",
    "verdict.unknown": "❔ <b>Tidak diketahui.</b> Jawaban penting tidak ada: itu tidak sama dengan aman.",
    "verdict.nothing_found": (
        "<b>Laporan tidak menemukan bahaya.</b> Tidak ada laporan yang bisa membuktikan token itu aman."
    ),
    "danger.reason_demo": "Token ini rekaan, jadi tidak ada kontrak untuk diperiksa.",
    "danger.reason_not_covered": "Pasar tidak punya laporan tentang kontrak ini.",
    "danger.reason_failed": "Laporannya sedang tidak bisa diambil; coba lagi nanti.",
    "danger.honeypot": "Honeypot",
    "danger.cannot_sell": "Penjualan diblokir",
    "danger.buy_tax": "Pajak beli",
    "danger.sell_tax": "Pajak jual",
    "danger.tax_changeable": "Pajak bisa diubah",
    "danger.mintable": "Bisa dicetak lagi",
    "danger.freezable": "Bisa membekukan dompet",
    "danger.owner_renounced": "Pemilik melepas hak",
    "danger.hidden_owner": "Pemilik tersembunyi",
    "danger.holders": "Pemegang",
    "danger.top_ten_share": "Dipegang sepuluh terbesar",
    "danger.liquidity_locked_share": "Likuiditas terkunci",
    "danger.score": "Skor risiko",
    "danger.yes": "ya",
    "danger.no": "tidak",
    "danger.unknown": "tidak diketahui",
    "danger.uncertain": "sampai {tax}, satuannya tidak pasti",
    "caption.danger": (
        "🚫 <b>{token}</b> berbahaya menurut laporan kontraknya: yang membeli mungkin tidak bisa menjual. Jangan "
        "percaya angka ini."
    ),
}
