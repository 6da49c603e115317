"""Drives headless Chromium through its DevTools protocol, over a pipe.

Usage: browse.py CHROMIUM ADDRESS STEPS FOLDER. STEPS is a JSON array of objects, done in order:
  {"size": [W, H], "ratio": 1, "touch": false}  the window
  {"open": "#fragment"}                          loads the address with this fragment, waits for the picture
  {"run": "expression"}                          awaits JavaScript that sees `viewer` and `settled()`; its value is kept
  {"canvas": "name"}                             the canvas as FOLDER/name.png
  {"screen": "name"}                             the whole window as FOLDER/name.png
  {"key": "KeyC"}, {"drag": [x, y, x, y]}, {"click": "#selector"}
Prints {"values": [...], "complaints": [...]}: what `run` gave, and what the page wrote to the console as a warning or
an error, or threw.
"""

import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time

FLAGS = [
    "--headless", "--remote-debugging-pipe", "--no-sandbox", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--mute-audio",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]
PATIENCE = 60

PRELUDE = """
// A page that holds its scene itself has no modules to import.
const isWhole = document.getElementById("scene") !== null;
while (isWhole && !globalThis.handful) await new Promise(requestAnimationFrame);
const { viewer } = isWhole ? globalThis.handful : await import(new URL("main.js", location.href));
if (!viewer) throw new Error(document.getElementById("message").textContent);
const frame = () => new Promise(requestAnimationFrame);
const settled = async () => {
  // What was just changed is seen in the next frame at the earliest.
  for (let count = 0; count < 3 || !viewer.isSettled; count++) await frame();
};
"""


class Browser:
    def __init__(self, program, profile):
        to_browser, from_browser = os.pipe(), os.pipe()

        def connect():
            # High numbers first: one of the pipes may be 3 or 4 itself.
            os.dup2(to_browser[0], 20)
            os.dup2(from_browser[1], 21)
            os.dup2(20, 3)
            os.dup2(21, 4)

        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"], preexec_fn=connect, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser[0])
        os.close(from_browser[1])
        self.output, self.input = to_browser[1], from_browser[0]
        self.buffer, self.last, self.session, self.events = b"", 0, None, []

    def call(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.output, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def receive(self):
        deadline = time.monotonic() + PATIENCE
        while b"\0" not in self.buffer:
            if not select.select([self.input], [], [], max(0, deadline - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.input, 1 << 16)
            if not part:
                raise RuntimeError("the browser has ended")
            self.buffer += part
        message, self.buffer = self.buffer.split(b"\0", 1)
        message = json.loads(message)
        if "method" in message:
            self.events.append(message)
        return message

    def wait_for(self, event):
        while not any(old["method"] == event for old in self.events):
            self.receive()
        self.events = [old for old in self.events if old["method"] != event]

    def attach(self):
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ["Page", "Runtime", "Log"]:
            self.call(f"{domain}.enable")

    def run(self, expression):
        code = f"(async () => {{ {PRELUDE} return {expression}; }})()"
        result = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def complaints(self):
        found = []
        for event in self.events:
            parameters = event["params"]
            if event["method"] == "Runtime.exceptionThrown":
                found.append(parameters["exceptionDetails"]["text"])
            elif event["method"] == "Runtime.consoleAPICalled" and parameters["type"] in ["warning", "error", "assert"]:
                found.append(" ".join(str(part.get("value", part)) for part in parameters["args"]))
            elif event["method"] == "Log.entryAdded" and parameters["entry"]["level"] in ["warning", "error"]:
                found.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
        return found


def perform(browser, step, address, folder):
    """Does one step; what `run` gives comes in a list."""
    def save(name, data):
        with open(os.path.join(folder, name + ".png"), "wb") as file:
            file.write(base64.b64decode(data))

    if "size" in step:
        width, height = step["size"]
        browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                     deviceScaleFactor=step.get("ratio", 1), mobile=step.get("touch", False))
        browser.call("Emulation.setTouchEmulationEnabled", enabled=step.get("touch", False))
    if "open" in step:
        # By way of another page: a new fragment alone would not load the page again.
        for url in ["about:blank", address + step["open"]]:
            browser.call("Page.navigate", url=url)
            browser.wait_for("Page.loadEventFired")
        browser.run("await settled()")
    if "key" in step:
        for kind in ["keyDown", "keyUp"]:
            browser.call("Input.dispatchKeyEvent", type=kind, code=step["key"])
    if "drag" in step:
        x, y, to_x, to_y = step["drag"]
        for kind, at in [("mousePressed", (x, y)), ("mouseMoved", (to_x, to_y)), ("mouseReleased", (to_x, to_y))]:
            browser.call("Input.dispatchMouseEvent", type=kind, x=at[0], y=at[1], button="left", buttons=1, clickCount=1)
    if "click" in step:
        browser.run(f"document.querySelector({json.dumps(step['click'])}).click()")
    if "canvas" in step:
        browser.run("await settled()")
        save(step["canvas"], browser.run(
            "await viewer.image().then(async (blob) => btoa(Array.from(new Uint8Array(await blob.arrayBuffer()),"
            " (byte) => String.fromCharCode(byte)).join('')))"))
    if "screen" in step:
        browser.run("await settled()")
        save(step["screen"], browser.call("Page.captureScreenshot", format="png")["data"])
    return [browser.run(step["run"])] if "run" in step else []


def main():
    program, address, steps, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            browser.attach()
            values = [value for step in json.loads(steps) for value in perform(browser, step, address, folder)]
            print(json.dumps({"values": values, "complaints": browser.complaints()}))
        finally:
            browser.process.kill()
            browser.process.wait()


main()
