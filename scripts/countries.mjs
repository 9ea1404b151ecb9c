// Writes locales/{nb,nn,en}/countries.tsv: the countries of the phone number field, in each language.
//
//   node scripts/countries.mjs
//
// Names and order are those of the Unicode CLDR, which Node.js carries with it (Intl); run the script again with a newer
// Node.js to have newer names. A test holds the codes against the calling codes the register knows.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LANGUAGES = ["nb", "nn", "en"];

// Every territory with a calling code in libphonenumber's metadata: ISO 3166-1, and AC, TA and XK.
const REGIONS = `
  AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM
  FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
  JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
  MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT
  PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TG TH TJ TK
  TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
`.trim().split(/\s+/);

// Where the long form is a description rather than what people look for: «Hongkong», «Macao», «Palestina».
const SHORT = new Set(["HK", "MO", "PS"]);

function namesIn(language) {
  const long = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const short = new Intl.DisplayNames(language, { type: "region", fallback: "none", style: "short" });
  return REGIONS.map((code) => {
    const name = (SHORT.has(code) ? short : long).of(code);
    if (!name) throw new Error(`${language} has no name for ${code}`);
    return { code, name };
  });
}

for (const language of LANGUAGES) {
  if (!Intl.DisplayNames.supportedLocalesOf(language).length || !Intl.Collator.supportedLocalesOf(language).length) {
    throw new Error(`This Node.js has no data for ${language}; take one with full ICU`);
  }
  const { compare } = new Intl.Collator(language);
  const lines = namesIn(language)
    .sort((a, b) => compare(a.name, b.name))
    .map(({ code, name }) => `${code}\t${name}\n`);
  const header = `# Names and order: Unicode CLDR ${process.versions.cldr}, written by scripts/countries.mjs\n`;
  const file = new URL(`../locales/${language}/countries.tsv`, import.meta.url);
  writeFileSync(fileURLToPath(file), header + lines.join(""));
}
