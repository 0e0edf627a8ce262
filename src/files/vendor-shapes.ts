/**
 * Keys that say by their beginning whose they are: what stands before the secret part, of which
 * characters that part is, and, where ordinary names begin so too, how long it is at least.
 * Anchors are where the beginning is a pattern and not a text.
 */
interface Vendor {
  readonly begins: string;
  readonly of: string;
  readonly least?: number;
  readonly anchors?: readonly string[];
}

const LETTERS = "[A-Za-z0-9]";
const UPPER = "[A-Z0-9]";
const HEX = "[A-Fa-f0-9]";
const NAME = "[\\w-]";
const BASE64 = "[\\w+/=-]";

export const vendors = (): readonly Vendor[] => [
  {
    begins: "(?:AKIA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA|ASIA|ABIA|ACCA|A3T[A-Z0-9])",
    of: UPPER,
    anchors: "AKIA AGPA AIDA AROA AIPA ANPA ANVA ASIA ABIA ACCA A3T".split(" "),
  },
  { begins: "gh[opru]_", of: "\\w", anchors: ["gho_", "ghp_", "ghr_", "ghu_"] },
  { begins: "ghs_", of: "[\\w.-]" },
  { begins: "github_pat_", of: "\\w" },
  {
    begins: "gl(?:pat|cbt|dt|ft|imt|oas|ptt|rt|soat|agent)-",
    of: "[\\w.-]",
    anchors: "glpat- glcbt- gldt- glft- glimt- gloas- glptt- glrt- glsoat- glagent-".split(" "),
  },
  { begins: "xox[a-z](?:\\.xox[a-z])?-", of: NAME, anchors: ["xox"] },
  { begins: "xapp-", of: NAME },
  {
    begins: "hooks\\.slack\\.com/(?:services|workflows|triggers)/",
    of: "[\\w/-]",
    anchors: ["hooks.slack.com/"],
  },
  { begins: "discord(?:app)?\\.com/api/webhooks/\\d+/", of: NAME, anchors: ["discord"] },
  { begins: "sk-(?:ant|proj|svcacct|admin|or|lf)-", of: NAME, anchors: ["sk-"] },
  { begins: "sk-", of: NAME, least: 16 },
  { begins: "[rs]k_(?:live|test|prod)_", of: "\\w", anchors: ["sk_", "rk_"] },
  { begins: "sk_", of: LETTERS, least: 20 },
  { begins: "whsec_", of: BASE64 },
  { begins: "AIza", of: NAME },
  { begins: "ya29\\.", of: "[\\w.-]", anchors: ["ya29."] },
  { begins: "GOCSPX-", of: NAME },
  {
    begins: "npm_(?!config|package|lifecycle|execpath|node|command)",
    of: LETTERS,
    anchors: ["npm_"],
  },
  { begins: "pypi-AgE", of: NAME },
  { begins: "rubygems_", of: HEX },
  { begins: "SG\\.(?:[\\w-]{16,64}\\.)?", of: NAME, anchors: ["SG."] },
  { begins: "hf_", of: LETTERS, least: 20 },
  { begins: "do[opr]_v1_", of: HEX, anchors: ["_v1_"] },
  { begins: "dckr_[op]at_", of: NAME, anchors: ["dckr_"] },
  { begins: "shp(?:at|ca|pa|ss)_", of: LETTERS, anchors: ["shp"] },
  { begins: "lin_(?:api|oauth)_", of: "\\w", anchors: ["lin_"] },
  { begins: "ntn_", of: LETTERS },
  { begins: "secret_", of: LETTERS, least: 24 },
  { begins: "fig[dorsu]_", of: NAME, anchors: ["figd_", "figo_", "figr_", "figs_", "figu_"] },
  { begins: "dapi", of: "[A-Fa-f0-9-]" },
  { begins: "hv[brs]\\.", of: NAME, anchors: ["hvb.", "hvr.", "hvs."] },
  {
    begins: "vc[aciprk]_",
    of: LETTERS,
    least: 20,
    anchors: ["vca_", "vci_", "vck_", "vcp_", "vcr_"],
  },
  { begins: "sbp_", of: HEX },
  { begins: "sb_secret_", of: NAME },
  { begins: "glsa_", of: "\\w" },
  { begins: "glc_(?=eyJ)", of: BASE64, anchors: ["glc_"] },
  { begins: "ops_(?=eyJ)", of: BASE64, anchors: ["ops_"] },
  { begins: "A3-[A-Z0-9]{6}-", of: "[A-Z0-9-]", anchors: ["A3-"] },
  { begins: "AGE-SECRET-KEY-1", of: UPPER },
  { begins: "gsk_", of: LETTERS },
  { begins: "pplx-", of: LETTERS },
  { begins: "r8_", of: LETTERS },
  { begins: "xai-", of: LETTERS },
  { begins: "tvly-", of: NAME },
  { begins: "key-", of: "[0-9a-f]" },
  { begins: "\\d{8,10}:AA", of: NAME, anchors: [":AA"] },
  { begins: "SK", of: "[0-9a-f]" },
  { begins: "EAA", of: LETTERS, least: 30 },
  { begins: "sq0(?:atp|csp)-", of: NAME, anchors: ["sq0"] },
  { begins: "PMAK-", of: "[a-f0-9-]" },
  { begins: "ph[cx]_", of: LETTERS, anchors: ["phc_", "phx_"] },
  { begins: "nfp_", of: LETTERS },
  { begins: "fo1_", of: NAME },
  { begins: "(?:FlyV1 )?fm\\d_", of: "[\\w+/=,-]", anchors: ["fm1_", "fm2_"] },
  { begins: "tskey-", of: NAME },
  { begins: "pat-(?:na|eu)\\d-", of: "[a-f0-9-]", anchors: ["pat-"] },
  { begins: "ATATT3", of: "[\\w=-]" },
  { begins: "sntry[su]_", of: BASE64, anchors: ["sntry"] },
  // A JSON object in base64: of a token of three parts (JWT) the beginning, or the whole.
  { begins: "eyJ", of: "[\\w+/=.-]" },
];

/** A letter before it makes it another word, unless the letter ends an escape: `\nghp_…`. */
const START = "(?:(?<![A-Za-z])|(?<=\\\\[a-z]|%[0-9A-F]{2}))";
/**
 * A key may be cut short by who sends it: eight characters of the secret part are enough, and at
 * most seven are ever left to see.
 */
const CUT_SHORT = 8;

/**
 * The pattern of a vendor's keys. Short ones of many-named beginnings need a digit or a capital.
 * All of the word is masked: a key may hold by chance what another one begins with.
 */
export function vendorPattern({ begins, of, least = CUT_SHORT }: Vendor): string {
  const whole = `${of}{${least},}`;
  const short = `(?=[a-z]{0,40}[A-Z\\d])${of}{${CUT_SHORT},}`;
  return `${START}${begins}${least === CUT_SHORT ? whole : `(?:${whole}|${short})`}[\\w-]*`;
}
