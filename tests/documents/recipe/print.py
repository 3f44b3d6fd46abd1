"""print.py CHROMIUM PAGE.html OUT.pdf FORM: prints as a browser does.

FORM is `full`, with the browser's header and footer (the date is fixed) and structure, or `bare`, without.
"""
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

LINE = '<div style="font:8px Liberation Serif;width:100%;padding:0 32px;display:flex;justify-content:space-between">{}</div>'
HEADER = LINE.format('<span>2/1/26, 9:00 AM</span><span class="title"></span><span></span>')
FOOTER = LINE.format('<span>https://www.marlowhale.example.com/grievances</span>'
                     '<span><span class="pageNumber"></span>/<span class="totalPages"></span></span>')

chromium, page, out, form = sys.argv[1:]
profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
to_browser, commands = os.pipe()
answers, from_browser = os.pipe()
# The browser reads 3 and writes 4.
shell = f'exec "$@" 3<&{to_browser} 4>&{from_browser}'
browser = subprocess.Popen(
    ["bash", "-c", shell, "bash", chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
     "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
     f"--user-data-dir={profile.name}", "--remote-debugging-pipe", "about:blank"],
    pass_fds=(to_browser, from_browser), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
os.close(to_browser)
os.close(from_browser)
answers = os.fdopen(answers, "rb")
buffered = b""
count = 0


def read():
    global buffered
    while b"\0" not in buffered:
        more = os.read(answers.fileno(), 1 << 16)
        if not more:
            raise SystemExit("the browser has gone")
        buffered += more
    message, buffered = buffered.split(b"\0", 1)
    return json.loads(message)


def call(method, session=None, **params):
    global count
    count += 1
    message = {"id": count, "method": method, "params": params} | ({"sessionId": session} if session else {})
    os.write(commands, json.dumps(message).encode() + b"\0")
    while (answer := read()).get("id") != count:
        pass
    if "error" in answer:
        raise SystemExit(answer["error"])
    return answer["result"]


target = call("Target.createTarget", url="about:blank")["targetId"]
session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
frame = call("Page.getFrameTree", session)["frameTree"]["frame"]["id"]
call("Page.setDocumentContent", session, frameId=frame, html=pathlib.Path(page).read_text(encoding="utf-8"))
printed = call("Page.printToPDF", session, displayHeaderFooter=form == "full", generateTaggedPDF=form == "full",
               headerTemplate=HEADER, footerTemplate=FOOTER, paperWidth=8.27, paperHeight=11.69)
pathlib.Path(out).write_bytes(base64.b64decode(printed["data"]))
call("Browser.close")
browser.wait(30)
