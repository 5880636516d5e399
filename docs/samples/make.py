#!/usr/bin/env python3
"""Makes raw/ from the clean texts beside this script.

    python3 docs/samples/make.py

Each file gets another encoding or defect. The glossed report is damaged the way the real ones were: (1) Simplified to
Traditional, and one pinyin syllable in half-width brackets behind each character of a fixed set; (2) in the GBK bytes some
sentence marks were sought without regard to characters: where the second byte of one character and the first byte of the next spell a
mark, the first byte is lost (it shows as `?`) and all is read one byte late, up to the first byte below 0x80; (3) full-width
ASCII was folded afterwards. The places it damages are chosen here by number, so that the file never changes by itself.
"""
import pathlib, re, sys

HERE = pathlib.Path(__file__).resolve().parent
RAW = HERE.parent.parent / "raw"

# Traditional form and reading of the characters that carry a gloss, and Traditional forms of some that never do.
GLOSSED = dict(line.split(":") for line in """
报:報bào 务:務wù 区:區qū 产:產chǎn 总:總zǒng 值:值 动:動dòng 业:業yè 经:經jīng 济:濟jì 实:實shí 显:顯xiǎn 续:續xù 优:優yōu 术:術shù
资:資zī 项:項xiàng 标:標biāo 础:礎chǔ 发:發fā 预:預yù 调:調diào 查:查 价:價jià 费:費fèi 进:進jìn 设:設shè 团:團tuán 结:結jié 创:創chuàng
体:體tǐ 质:質zhì 专:專zhuān 农:農nóng 积:積jī 稳:穩wěn 环:環huán 护:護hù 气:氣qì 数:數shù 亩:畝mǔ 镇:鎮zhèn 学:學xué 养:養yǎng
""".split() if not line.endswith(("值", "查")))
PLAIN = dict(zip("会义过与个长转级规样严产时这为东云泽从强点达对开见应较总额试关边陈万亿围势图远继运还并传满举办两现来将扩无导头际带单岁责绩赢让奋劳断劲层网厅园顺须风飞马验麦龙龄坚战当际据没场处县变仅众独复职负负张双乡门领页题识诉请谢证语课们债储兴内决净别国备届态户拥旧检涨类粮线营计议评贸铺险顾",
                 "會義過與個長轉級規樣嚴產時這為東雲澤從強點達對開見應較總額試關邊陳萬億圍勢圖遠繼運還並傳滿舉辦兩現來將擴無導頭際帶單歲責績贏讓奮勞斷勁層網廳園順須風飛馬驗麥龍齡堅戰當際據沒場處縣變僅眾獨複職負負張雙鄉門領頁題識訴請謝證語課們債儲興內決淨別國備屆態戶擁舊檢漲類糧線營計議評貿鋪險顧"))
MARKS = (b"\xa1\xa3", b"\xa3\xa1", b"\xa3\xac", b"\xa3\xbb", b"\xa3\xbf")  # 。！，；？


def gloss(text):
    """Traditional characters, a reading behind each of the glossed ones."""
    def one(char):
        if char in GLOSSED:
            return GLOSSED[char][0] + "(" + GLOSSED[char][1:] + ")"
        return PLAIN.get(char, char)
    return "".join(map(one, text))


def user_defined(high, low):
    """The private-use character of a GBK byte pair in the user-defined areas."""
    column = low - 0x40 - (low > 0x7F)
    if 0xAA <= high <= 0xAF and low >= 0xA1:
        return chr(0xE000 + (high - 0xAA) * 94 + low - 0xA1)
    if 0xF8 <= high <= 0xFE and low >= 0xA1:
        return chr(0xE234 + (high - 0xF8) * 94 + low - 0xA1)
    if 0xA1 <= high <= 0xA7 and low < 0xA1:
        return chr(0xE4C6 + (high - 0xA1) * 96 + column)
    return None


def read_late(data, at):
    """Reads GBK from the second byte of a character; gives the text and where reading is in step again."""
    out = "?"
    while True:
        high = data[at]
        if high < 0x80:
            return out + chr(high), at + 1
        low = data[at + 1]
        if low < 0x40:
            return out + "?", at + 2
        try:
            out += bytes((high, low)).decode("gbk")
        except UnicodeDecodeError:
            private = user_defined(high, low)
            if private is None:
                return None, at
            out += private
        at += 2


def gbk(text):
    """GBK bytes, and for each character where it begins. The toned vowels of GBK stand outside the Han area and stay."""
    data, starts = b"", []
    for char in text:
        starts.append(len(data))
        data += char.encode("gbk")
    return data, starts


def places(text):
    """Where the search for marks would have hit between two characters: the index of the first of the two, and the reading."""
    data, starts = gbk(text)
    in_step = {start: index for index, start in enumerate(starts)} | {len(data): len(text)}
    found = []
    for index in range(len(text) - 1):
        start = starts[index]
        if starts[index + 1] - start == 2 and data[start + 1 : start + 3] in MARKS and starts[index + 2] - starts[index + 1] == 2:
            read, end = read_late(data, start + 1)
            if read is None or end > len(data):
                continue
            if end in in_step:
                found.append((index, in_step[end], read))
    return found


def damage(text, chosen):
    out, at = [], 0
    for number, (index, end, read) in enumerate(places(text)):
        if number in chosen and index >= at:
            out += [text[at:index], read]
            at = end
    return "".join(out) + text[at:]


def fold(text):
    """Full-width ASCII and the wide space to half-width, as the site did in the end."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "　" else c for c in text)


DAMAGED = {1, 2, 5}


def main():
    text = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.txt"))}
    glossed = gloss(text["report_glossed"])
    if "--places" in sys.argv:
        for number, (index, end, read) in enumerate(places(glossed)):
            print(number, repr(glossed[index - 2 : end]), "→", repr(read))
        return
    made = {
        "1-outline-utf8.txt": text["outline"].encode("utf-8"),
        "2-county-gb18030.txt": text["county"].encode("gb18030"),
        "3-water-utf16le.txt": text["water"].replace("\n", "\r\n").encode("utf-16-le"),
        "4-report-big5.txt": text["report_big5"].encode("big5"),
        "5-report-glossed.txt": fold(damage(glossed, DAMAGED)).encode("utf-8"),
        "6-tables-flattened.txt": text["tables"].encode("utf-8"),
    }
    for name, data in made.items():
        (RAW / name).write_bytes(data)
        print(f"{name:26s} {len(data):6d} bytes")


if __name__ == "__main__":
    main()
