// Checks letters that `p31 letter` wrote as Word files: mammoth reads them, finds nothing that it does not know, and finds the
// questions and quotes of the same letter as a web page, word for word.
//
//     npm ci --prefix tests/browser
//     node tests/browser/letter.mjs LETTER.docx… (with LETTER.html beside each)

import { readFileSync } from "node:fs";
import { basename } from "node:path";

import mammoth from "mammoth";

const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='heading 1'] => h2:fresh",
  "p[style-name='Body Text'] => p:fresh",
  "p[style-name='List Continue'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Rule'] => p:fresh",
];

/** The words of every element of a name, without the markup in them. */
function words(html, element) {
  const found = html.matchAll(element);
  const signs = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
  return [...found].map(([, inner]) => inner.replace(/<[^>]*>/g, "").replace(/&([a-z0-9#]+);/g, (all, name) => signs[name] ?? all));
}

let failed = 0;
for (const file of process.argv.slice(2)) {
  const problem = (what) => {
    failed += 1;
    console.error(`${basename(file)}: ${what}`);
  };
  const { value, messages } = await mammoth.convertToHtml({ path: file }, { styleMap: STYLES });
  for (const { type, message } of messages) problem(`${type}: ${message}`);
  const page = readFileSync(file.replace(/\.docx$/, ".html"), "utf8");
  const questions = words(value, /<li>(.*?)<\/li>/gs);
  const quotes = words(value, /<blockquote>(.*?)<\/blockquote>/gs).join("");
  const expected = words(page, /<li><p[^>]*>(.*?)<\/p>/gs);
  const quoted = words(page, /<blockquote>(.*?)<\/blockquote>/gs).join("").replaceAll("\n", "");
  if (JSON.stringify(questions) !== JSON.stringify(expected)) problem(`${questions.length} questions, not the page's ${expected.length}`);
  if (quotes !== quoted) problem("other quotes than the page's");
  if (questions.length === 0) problem("no questions");
  console.log(`${basename(file)}: ${questions.length} questions, ${quotes.length} characters quoted`);
}
process.exit(failed === 0 ? 0 : 1);
