"""Reads a page that should hold all that it shows, and prints what is in it as JSON; ends with an error on a fault.

Faults: tags that do not match, an address that is not inside the page, a picture or video that is none, a curve that
leaves its chart.
"""
import base64
import html.parser
import json
import sys

VOID = {"meta", "img", "input", "br", "link", "line", "circle", "polyline"}
ADDRESSES = {"src", "href", "poster", "action", "srcset", "data", "xlink:href"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.tables, self.headings, self.text = [], [], [], []
        self.counts = {"img": 0, "video": 0, "polyline": 0, "script": 0}
        self.box = None

    def handle_startendtag(self, tag, attributes):
        self.take(tag, dict(attributes))

    def handle_starttag(self, tag, attributes):
        if len(dict(attributes)) != len(attributes):
            sys.exit(f"{tag} has an attribute twice")
        self.take(tag, dict(attributes))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            sys.exit(f"</{tag}> closes {self.open[-1:]} at {self.getpos()}")
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] in {"style", "script"}:
            if "url(" in data or "@import" in data:
                sys.exit("a style or script loads something")
            return
        self.text.append(data)
        if self.open and self.open[-1] in {"td", "th"}:
            self.tables[-1][-1][-1] += data
        if self.open and self.open[-1] in {"h1", "h2", "h3"}:
            self.headings[-1] += data

    def take(self, tag, attributes):
        if tag in self.counts:
            self.counts[tag] += 1
        for name in ADDRESSES & attributes.keys():
            self.check(attributes[name])
        if tag == "img" and not attributes.get("alt"):
            sys.exit("a picture has no text")
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self.tables[-1][-1].append("")
        elif tag in {"h1", "h2", "h3"}:
            self.headings.append("")
        elif tag == "svg":
            self.box = [float(part) for part in attributes["viewbox"].split()]
        elif tag == "polyline":
            for point in attributes["points"].split():
                x, y = map(float, point.split(","))
                if not (0 <= x <= self.box[2] and 0 <= y <= self.box[3]):
                    sys.exit(f"a curve leaves its chart: {point}")

    def check(self, address):
        kind, _, data = address.partition(";base64,")
        data = base64.b64decode(data, validate=True)
        if kind == "data:image/jpeg" and data[:3] == b"\xff\xd8\xff":
            return
        if kind == "data:video/mp4" and data[4:8] == b"ftyp":
            return
        sys.exit(f"an address is not inside the page: {address[:60]}")


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.close()
if page.open:
    sys.exit(f"left open: {page.open}")
print(json.dumps({
    "headings": page.headings, "tables": page.tables, "counts": page.counts, "text": " ".join("".join(page.text).split()),
}))
