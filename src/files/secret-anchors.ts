/**
 * Texts of which one occurs in everything that a shape of a secret fits: a test holds them against
 * the shapes. Looking for them takes the place of making the shapes, which most starts of the hook
 * do without.
 */
export const ANCHORS: readonly string[] = [
  ..."ConvertTo-SecureString -auth -creds --from-literal -stdin -u 7z :// :AA <<< A3- A3T ABIA ACCA AGPA AIDA AIPA AIza AKIA ANPA ANVA AROA ASIA ATATT3 EAA GOCSPX- PMAK- Private-Lines: SG. SK _v1_ curl dapi dckr_ discord eyJ figd_ figo_ figr_ figs_ figu_ fm1_ fm2_ fo1_ gho_ ghp_ ghr_ ghs_ ghu_ github_pat_ glagent- glc_ glcbt- gldt- glft- glimt- gloas- glptt- glrt- glsa_ glsoat- hf_ hooks.slack.com/ hvb. hvr. hvs. ignature= kty ldap bcp encrypt_string ipmitool kinit lftp lin_ login mariadb masterauth mongo mosquitto_ mysql nmcli put-parameter rabbitmqctl snmp nfp_ npm_ ntn_ ops_ pat- phc_ phx_ pplx- pw pypi-AgE r8_ redis-cli response= rk_ rubygems_ sbp_ shp sig= sk- sk_ smbclient sntry sq0 sqlcmd sqlplus tvly- vca_ vci_ vck_ vcp_ vcr_ whsec_ xai- xapp- xox ya29. zip".split(
    " ",
  ),
  "\n",
  "-a ",
  "\\n",
  'auth"',
  "auth'",
  "auth\\",
  "sudo -",
  "-us",
  "env add",
  "rar a ",
  "bw login",
  "bw unlock",
  "net user",
  "kv put",
  "openssl enc",
  "pdp ",
  "\u2028",
];
/** Those that occur in small letters, in large ones or in both. */
export const FOLDED_ANCHORS: readonly string[] = [
  ..."#define &#34; &quot; _pat= account auth( auth= authorization bearer connect.sid= connection cookie credential identified key pass psk= pw= pwd secret sessid= sessionid= token u0022 value".split(
    " ",
  ),
  "basic ",
];

/** False only where no shape of a secret fits anything in the text. */
export function mayHoldSecret(text: string): boolean {
  const lower = text.toLowerCase();
  for (const anchor of FOLDED_ANCHORS) if (lower.includes(anchor)) return true;
  for (const anchor of ANCHORS) if (text.includes(anchor)) return true;
  return false;
}
