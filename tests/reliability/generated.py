"""Files and texts that nobody would send in good faith, made from a number: the same number, the same bytes."""

from __future__ import annotations

from random import Random

from tests.reading.documents import page, pdf, word, wrapped

PIECES = (
    "14,3 milliards de dollars", "$14.8 billion", "plus de 49 %", "entre 12 et 15 M€", "le 12 juin 2025",
    "12/06/2025", "une douzaine de salariés", "three quarters", "quatre-vingt-dix-neuf", "½", "1\u202f500",
    "1.500,00", "٣٤٥", "１２３", "7e", "28 ans", "4 fois plus", "2×", "0,1+", "--5", "10^12", "1e400", "9" * 60,
    "0" * 40, "€" * 9, "2024-2025", "’24", "selon l’AFP", "said Reuters", "Meta", "Scale AI", "\u202e14,3\u202c",
    "14\u200b,\u200b3", "\u2066", "e\u0301", "\U0001f469\u200d\U0001f467", "\ufeff", "\u2028", "\x85", "\x0b", "\r",
    "\x1b[31m",
    "\x7f", "<script>alert(1)</script>", "&nbsp;", "{{ 7*7 }}", "%(name)s",
    "'; DROP TABLE claims_claim; --", "=1+1", "../../etc/passwd", "\\", '"', "«", "»", "---", "\n---\n", "title:",
    "url: javascript:x", "language: fr\ud7ff", "\n\n", "\n", "\t", " ", ", ", ". ", " : ", " ; ", "(", ")", "/",
    "-", "—",
)  # fmt: skip
FRONT = (
    "title: {}", "publisher: {}", "published_on: {}", "language: {}", "url: {}", "origin: {}", "author: {}",
    "{}: 1", "{}", "- {}", "title: [{}]", "title: |\n  {}", "retrieved_on: {}",
)  # fmt: skip
CODECS = (*["utf-8"] * 30, "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7", "cp500")
NAMES = (
    "a{}", "..{}", "../../a{}", "a\x00{}", "\u202efdp{}", "é" * 300 + "{}", "CON{}", " {}", "a b;c'\"<b>{}",
    "a\n{}", "{}", "a.exe{}",
)  # fmt: skip


def story(random: Random) -> str:
    """Pieces in no order, sometimes long, sometimes under front matter that may be broken."""
    text = "".join(random.choice(PIECES) + random.choice(("", " ", " ")) for _ in range(random.randint(0, 60)))
    if random.random() < 0.03:
        text += "\x00"
    if random.random() < 0.003:
        text *= random.randint(50, 400)
    if random.random() < 0.2:
        lines = [random.choice(FRONT).format(random.choice(PIECES)) for _ in range(random.randint(0, 5))]
        text = "\n".join(["---", *lines, random.choice(("---", "--", "..."))]) + f"\n{text}"
    return text


def broken(random: Random, raw: bytes) -> bytes:
    """Some bytes changed, cut out, said twice, or cut off at the end."""
    data = bytearray(raw)
    for _ in range(random.choice((0, 0, 0, 0, 0, 1, 3, 20))):
        if not data:
            break
        at = random.randrange(len(data))
        match random.randrange(4):
            case 0:
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randint(1, 40)]
            case 2:
                data[at:at] = data[at : at + random.randint(1, 200)]
            case _:
                data[at:at] = random.randbytes(random.randint(1, 8))
    return bytes(data[: random.randrange(len(data) + 1)]) if random.random() < 0.05 else bytes(data)


def plain(random: Random) -> bytes:
    text = story(random)
    codec = random.choice(CODECS)
    return broken(
        random, text.encode(codec, "surrogatepass" if codec.startswith("utf-") and codec != "utf-7" else "replace")
    )


def html(random: Random) -> bytes:
    return broken(random, page(*(story(random) for _ in range(random.randint(0, 4)))))


def document(random: Random) -> bytes:
    text = "".join(char for char in story(random) if char.isprintable())
    return broken(random, word(text, text[:50]))


def printed(random: Random) -> bytes:
    text = story(random).encode("cp1252", "ignore").decode("cp1252").replace("\x00", "").replace("\\", "")
    return broken(random, pdf(wrapped((text or "1",))))


def name(random: Random, extension: str) -> str:
    return (NAMES[0] if random.random() < 0.9 else random.choice(NAMES)).format(extension)
