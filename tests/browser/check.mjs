// Checks pages that `p31 check`, `p31 rank` and `p31 letter` wrote with `--format html`: valid markup, no violation that
// axe-core finds, nothing that the browser complains of or fetches, and a page that does what it says.
//
//     npm ci --prefix tests/browser
//     node tests/browser/check.mjs PAGE.html…
//
// The browser is the one that CHROMIUM names, or the first that is installed.

import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
// What the page is made of. An element of another name came from the policy's text.
const ELEMENTS = new Set(
  (
    "html head meta title style body a header p h1 h2 h3 h4 h5 h6 dl dt dd nav ul li main section div span svg desc rect " +
    "line g table caption thead tbody tr th td strong details summary fieldset legend label input article figure " +
    "blockquote figcaption bdi code mark footer ol em hr br pre"
  ).split(" "),
);
const ATTRIBUTES = new Set(
  (
    "lang charset http-equiv content name class href id dir rel title role tabindex style scope type value checked open " +
    "start aria-label aria-labelledby aria-hidden viewBox preserveAspectRatio x y width height x1 x2 y1 y2"
  ).split(" "),
);

/** The browser to use. */
function browser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const places = (process.env.PATH ?? "").split(delimiter);
  for (const path of names.flatMap((name) => places.map((place) => join(place, name)))) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here.
    }
  }
  throw new Error("no Chromium is installed; CHROMIUM can name one");
}

/** Everything that is wrong with one report. */
class Problems {
  #file;
  count = 0;

  constructor(file) {
    this.#file = basename(file);
  }

  add(where, what) {
    this.count += 1;
    console.error(`${this.#file}: ${where}: ${what}`);
  }

  expect(holds, where, what) {
    if (!holds) this.add(where, what);
  }
}

async function validate(file, problems) {
  const validator = new HtmlValidate(new FileSystemConfigLoader());
  const config = JSON.parse(readFileSync(join(HERE, ".htmlvalidate.json"), "utf8"));
  const report = await validator.validateString(readFileSync(file, "utf8"), basename(file), config);
  for (const { messages } of report.results) {
    for (const { line, column, ruleId, message } of messages) problems.add(`line ${line}:${column}`, `${message} (${ruleId})`);
  }
}

/** Opens a report in a page that fails on whatever the browser complains of or asks the network for. */
async function open(context, file, problems, where, { viewport, colorScheme }) {
  const page = await context.newPage();
  const url = pathToFileURL(file).href;
  // Violations of the content security policy are errors of the console, too.
  page.on("console", (message) => problems.add(where, `console: ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.add(where, `error: ${error.message}`));
  page.on("dialog", (dialog) => {
    problems.add(where, `a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("request", (request) => {
    problems.expect(request.url().split("#")[0] === url, where, `asks for ${request.url()}`);
  });
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.goto(url);
  return page;
}

async function accessible(page, problems, where) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => details.setAttribute("open", "")));
  // Evaluated by the browser's debugger: the page's policy, which forbids every script, stays in force.
  await page.evaluate(AXE);
  // A letter has less that a rule could apply to.
  const least = await page.evaluate(() => (document.querySelector("main.letter") === null ? 20 : 15));
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations", "passes"] }));
  problems.expect(passes.length > least, where, `axe-core ran ${passes.length} rules only`);
  for (const { id, help, nodes } of violations) {
    for (const node of nodes.slice(0, 5)) {
      problems.add(where, `axe: ${id}: ${help}: ${node.target.join(" ")}: ${node.html.slice(0, 200)}`);
    }
  }
}

/** Nothing of the policy's text has become markup, and links lead to the page itself or to a web address. */
async function tame(page, file, ranking, problems, where) {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll("*")];
    return {
      elements: [...new Set(all.map((element) => element.localName))],
      attributes: [...new Set(all.flatMap((element) => element.getAttributeNames()))],
      targets: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href")),
      lost: [...document.querySelectorAll("a[href^='#']")]
        .map((link) => link.getAttribute("href"))
        .filter((href) => !document.getElementById(href.slice(1))),
      width: document.documentElement.scrollWidth - innerWidth,
    };
  });
  for (const name of found.elements) problems.expect(ELEMENTS.has(name), where, `an element <${name}>`);
  for (const name of found.attributes) problems.expect(ATTRIBUTES.has(name), where, `an attribute ${name}`);
  for (const href of found.targets.filter((href) => !/^(#|https?:\/\/|mailto:)/.test(href ?? ""))) {
    problems.expect(ranking && leadsToReport(file, href), where, `a link to ${href}`);
  }
  for (const href of found.lost) problems.add(where, `a link to ${href}, which is not there`);
  problems.expect(found.width <= 0, where, `wider than the window by ${found.width} pixels`);
}

/** Whether a ranking's link leads to a report beside it and, in the report, to a place that is there. */
function leadsToReport(file, href) {
  if (!/^[\w%.~/-]+\.html(#[a-z]+\d*)?$/.test(href)) return false;
  const [path, id] = href.split("#");
  const report = readFileSync(join(dirname(file), decodeURIComponent(path)), "utf8");
  return id === undefined || report.includes(` id="${id}"`);
}

/** The ground of a ranking's scores deepens with them, and the number on it stays readable (axe-core looks after that). */
async function heat(page, problems, where) {
  const cells = await page.evaluate(() =>
    [...document.querySelectorAll("td.heat")].map((cell) => ({
      score: Number.parseFloat(cell.textContent),
      ground: getComputedStyle(cell).backgroundColor,
    })),
  );
  problems.expect(cells.length > 0, where, "no scores");
  for (const { score, ground } of cells) {
    const other = cells.find((cell) => Math.abs(cell.score - score) > 2 && cell.ground === ground);
    problems.expect(other === undefined, where, `the scores ${score} and ${other?.score} have one ground`);
  }
  return cells.length;
}

/** From a finding to its passage and back, by pointer and by keyboard. */
async function thereAndBack(page, problems, where) {
  const there = page.locator("figcaption a");
  const count = await there.count();
  for (const at of new Set([0, Math.floor(count / 2), count - 1])) {
    if (count === 0) break;
    const link = there.nth(at);
    const finding = await link.evaluate((element) => element.closest("article").id);
    const mark = (await link.getAttribute("href")).slice(1);
    await link.click();
    problems.expect(await inView(page, mark), where, `${finding}: the passage ${mark} is not shown`);
    problems.expect((await page.evaluate(() => document.querySelector(":target")?.localName)) === "mark", where, `${mark} is no mark`);
    // The references follow the mark; with overlapping passages, a later one.
    const back = page.locator(`mark#${mark} ~ a.reference[href="#${finding}"]`).first();
    if ((await back.count()) === 0) continue;
    await back.focus();
    await page.keyboard.press("Enter");
    problems.expect(await inView(page, finding), where, `${mark}: the finding ${finding} is not shown`);
  }
  return count;
}

async function inView(page, id) {
  return page.evaluate(async (id) => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const { top, bottom, height } = document.getElementById(id).getBoundingClientRect();
    return location.hash === `#${id}` && height > 0 && bottom > 0 && top < innerHeight;
  }, id);
}

/** The filters show what they say, and the orders lose nothing. */
async function choices(page, problems, where) {
  const shown = () =>
    page.evaluate(() => {
      const findings = [...document.querySelectorAll(".finding")].filter((finding) => finding.getClientRects().length > 0);
      const place = (finding) => finding.getBoundingClientRect().top;
      return findings.sort((a, b) => place(a) - place(b)).map((finding) => ({ id: finding.id, classes: [...finding.classList] }));
    });
  const all = await shown();
  const isSet = async (id, test, what) => {
    const found = await shown();
    const wanted = all.filter(({ classes }) => test(classes)).map(({ id }) => id).sort();
    const same = JSON.stringify(found.map(({ id }) => id).sort()) === JSON.stringify(wanted);
    problems.expect(same, where, `${id}: ${what}: ${found.length} findings are shown, not ${wanted.length}`);
  };
  // A finding that the address names is always shown; here, none is.
  problems.expect(!(await page.evaluate(() => location.hash)), where, "the address names a finding");
  for (const box of await page.locator('input[id^="r-"]').all()) {
    const id = await box.getAttribute("id");
    await box.uncheck();
    await isSet(id, (classes) => !classes.includes(id.slice(2)), "unchecked");
    await box.check();
  }
  for (const radio of await page.locator('input[name="criterion"]').all()) {
    const id = await radio.getAttribute("id");
    await radio.check();
    await isSet(id, (classes) => id === "k-all" || classes.includes(id), "chosen");
  }
  await page.locator("#k-all").check();
  await page.locator("#only-review").check();
  await isSet("only-review", (classes) => classes.includes("review"), "chosen");
  await page.locator("#only-review").uncheck();
  for (const [radio, property] of [["o-grave", "--grave"], ["o-place", "--place"]]) {
    await page.locator(`#${radio}`).check();
    const places = await page.evaluate(
      ([ids, property]) => ids.map((id) => Number(document.getElementById(id).style.getPropertyValue(property))),
      [(await shown()).map(({ id }) => id), property],
    );
    problems.expect(places.length === all.length, where, `${radio}: ${places.length} findings are shown`);
    problems.expect(places.every((place, at) => place === at + 1), where, `${radio}: in the order ${places.join(" ")}`);
  }
  await page.locator("#o-rubrics").check();
}

/** What is folded on the screen is open on paper. */
async function printed(page, problems, where) {
  await page.emulateMedia({ media: "print" });
  const folded = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const hidden = (details) => details.querySelector("dl")?.checkVisibility({ contentVisibilityAuto: true }) === false;
    return [...document.querySelectorAll(".finding details")].filter((details) => !details.open && hidden(details)).length;
  });
  problems.expect(folded === 0, where, `${folded} details stay folded`);
  const pdf = await page.pdf({ format: "A4" });
  problems.expect(pdf.subarray(0, 5).toString() === "%PDF-", where, "cannot be printed");
}

const files = process.argv.slice(2).map((file) => resolve(file));
if (files.length === 0) {
  console.error("check.mjs: name at least one page");
  process.exit(2);
}
const profile = mkdtempSync(join(tmpdir(), "p31-browser-"));
let failed = 0;
try {
  const context = await chromium.launchPersistentContext(profile, { executablePath: browser(), headless: true, args: FLAGS });
  for (const file of files) {
    const problems = new Problems(file);
    let what = "";
    await validate(file, problems);
    for (const [size, viewport] of [["wide", WIDE], ["phone", PHONE]]) {
      for (const colorScheme of ["light", "dark"]) {
        const where = `${size}, ${colorScheme}`;
        const page = await open(context, file, problems, where, { viewport, colorScheme });
        const ranking = (await page.locator("table.map").count()) > 0;
        const letter = (await page.locator("main.letter").count()) > 0;
        await tame(page, file, ranking, problems, where);
        if (ranking) {
          what = `${await heat(page, problems, where)} scores`;
        } else if (letter) {
          what = "a letter";
        } else if (colorScheme === "light") {
          await choices(page, problems, where);
          what = `${await thereAndBack(page, problems, where)} passages linked`;
        }
        await accessible(page, problems, where);
        await page.close();
      }
    }
    const page = await open(context, file, problems, "print", { viewport: WIDE, colorScheme: "light" });
    await printed(page, problems, "print");
    await page.close();
    failed += problems.count;
    console.log(`${basename(file)}: ${problems.count === 0 ? "well" : `${problems.count} problems`}; ${what}`);
  }
  await context.close();
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(failed === 0 ? 0 : 1);
