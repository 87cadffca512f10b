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
}
