import { pick } from "./seeded.ts";
import { BASE64, HEX, letters, type Random, type Secret, TELLS } from "./vendor-secrets.ts";

/** How people and programs write a secret that no prefix gives away; `%` stands for it. */
interface Writing {
  readonly forms: readonly string[];
  /** Of what the secrets are made that are written so. */
  readonly of: (random: Random) => string;
}

/** As a person chooses one: words without a digit too. */
function password(random: Random): string {
  return pick(random, [
    word(random),
    `${word(random)}-${letters(random, 5)}1`,
    letters(random, 12),
    `${letters(random, 6)}!${letters(random, 5)}#9`,
    `S3c~${letters(random, 8)}`,
  ]);
}

const word = (random: Random): string =>
  letters(random, 9 + Math.floor(random() * 4), "abcdefghijklmnopqrstuvwxyz");
const phrase = (random: Random): string =>
  `${letters(random, 7)} ${word(random)} ${letters(random, 8)}`;
const token = (random: Random): string => letters(random, 20 + Math.floor(random() * 24));
const hex = (random: Random): string => letters(random, 40, HEX);
/** Legal in a URL, escaped or as some write it anyway. */
const urlPassword = (random: Random): string =>
  letters(random, 5) +
  pick(random, [
    "%40",
    "%2F%3A",
    "!",
    "$x",
    "&",
    "'",
    "(",
    "*",
    "+",
    ";",
    "=",
    ":",
    "~",
    "@",
    "/",
    "é",
  ]) +
  letters(random, 6);
const basic = (random: Random): string => btoa(`ana:${letters(random, 14)}`);

const WRITTEN: Readonly<Record<string, Writing>> = {
  "bearer header": {
    forms: [
      "curl -H 'Authorization: Bearer %' https://api.acme.dev/v1",
      'curl -H "authorization: bearer %" https://api.acme.dev',
      '{"Authorization":"Bearer %"}',
      "Authorization: Bearer %",
      "Proxy-Authorization: Bearer %",
      "http GET acme.dev Authorization:'Bearer %'",
      'headers = {"Authorization": f"Bearer %"}',
      "Bearer %",
    ],
    of: token,
  },
  "basic header": {
    forms: [
      "Authorization: Basic %",
      "-H 'authorization: basic %'",
      '{"Authorization": "Basic %"}',
      "Basic %",
    ],
    of: basic,
  },
  "header of any scheme": {
    forms: [
      "Authorization: Token %",
      "Authorization: Negotiate %",
      "Authorization: GoogleLogin auth=%",
      "Authorization: %",
      '-H "Authorization: Key %"',
      'Authorization: Digest username="ana", realm="x", response="%"',
      "Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/x, SignedHeaders=host, Signature=%",
      "X-Auth-Token: %",
      "-H 'X-Api-Key: %'",
      "--header 'PRIVATE-TOKEN: %'",
    ],
    of: token,
  },
  cookie: {
    forms: [
      "Cookie: session=%",
      "-H 'Cookie: theme=dark; sid=%'",
      "Set-Cookie: connect.sid=%; Path=/; HttpOnly",
      "curl -b 'session=%' https://acme.dev",
      "curl --cookie PHPSESSID=% https://acme.dev",
      'document.cookie = "session=%"',
      "JSESSIONID=%",
    ],
    of: token,
  },
  url: {
    forms: [
      "postgres://app:%@db.acme.dev/shop",
      "git clone https://ana:%@git.acme.dev/a/b.git",
      "redis://:%@cache:6379/0",
      "amqps://app:%@mq.acme.dev",
      "DATABASE_URL=mysql2://app:%@db/shop",
      '{"uri":"mongodb+srv://app:%@cluster0.acme.dev"}',
      "sftp://ana%40acme.dev:%@files.acme.dev",
      "curl 'https://ana:%@acme.dev/x'",
    ],
    of: urlPassword,
  },
  "token in a url": {
    forms: [
      "git clone https://%@git.acme.dev/a/b",
      "https://%:@api.acme.dev/v1",
      "https://%:x-oauth-basic@git.acme.dev/a",
      "https://acme.dev/x?access_token=%&page=2",
      "https://acme.dev/x?page=2&api_key=%",
      "https://acme.dev/x?q=1%26token%3D%",
      "https://acme.dev/x?q=%7B%22token%22%3A%22%",
      "https://acme.dev/x?key=%",
      "Authorization%3A%20Bearer%20%",
      "https://acme.blob.core.dev/x?sv=1&sig=%",
      "https://bucket.acme.dev/x?X-Amz-Signature=%",
    ],
    of: hex,
  },
  assignment: {
    forms: [
      "PASSWORD=% npm start",
      "export API_KEY='%'",
      'export DB_PASSWORD="%"',
      "DB_PASS=% ./run",
      "PGPASSWORD=% psql -h db",
      "MYSQL_PWD=% mysql",
      "REDISCLI_AUTH=% redis-cli",
      "AZURE_DEVOPS_EXT_PAT=% az repos list",
      "set -x SECRET_KEY %",
      "$env:API_TOKEN = '%'",
      "setx CLIENT_SECRET %",
      "const apiKey = '%';",
      'token := "%"',
      "'password' => '%',",
      "env API_SECRET=% node x.js",
      "docker run -e POSTGRES_PASSWORD=% postgres",
      "kubectl create secret generic x --from-literal=db=%",
      "gh secret set NAME --body %",
      "docker run -e 'API_KEY=%' x",
      "docker build --build-arg NPM_TOKEN=% .",
      "DB_PASSWORD=$'%' node x",
      "ENV API_KEY %",
      "setenv API_TOKEN %",
      "helm install x --set auth.password=%",
      "terraform apply -var 'db_password=%'",
      'os.environ["API_KEY"] = "%"',
      "process.env['API_TOKEN'] = '%'",
      "ENV['DB_PASSWORD'] ||= '%'",
      "password: str = '%'",
      'const password: string = "%"',
      "const apiKey = `%`;",
      "[Environment]::SetEnvironmentVariable('API_TOKEN', '%', 'User')",
      'os.Setenv("API_TOKEN", "%")',
      "define('DB_PASSWORD', '%');",
      '#define API_KEY "%"',
      "password <- '%'",
      "auth=('ana', '%')",
      "New-Object PSCredential('ana', '%')",
      "ConvertTo-SecureString '%' -AsPlainText -Force",
      '@{ "X-Api-Key" = "%" }',
    ],
    of: password,
  },
  "password with blanks": {
    forms: [
      "export DB_PASSWORD='%'",
      'PASSPHRASE="%"',
      '{"password": "%"}',
      'password = "%"',
      "sshpass -p '%' ssh x",
      "curl -u 'ana:%' https://acme.dev",
    ],
    of: phrase,
  },
  json: {
    forms: [
      '{"token": "%"}',
      '{"user":"ana","password":"%"}',
      '{\\"client_secret\\":\\"%\\"}',
      '{"smtp":{"user":"ana","pass":"%"}}',
      '{"auths":{"reg.acme.dev":{"auth":"%"}}}',
      '{"name":"DB_PASSWORD","value":"%"}',
      '"{\\\\\\"apiKey\\\\\\":\\\\\\"%\\\\\\"}"',
      '{"kty":"RSA","n":"abc","d":"%"}',
      '["--token", "%"]',
      '{"name":"API_TOKEN","type":"x","value":"%"}',
      '{"ParameterKey":"DBPassword","ParameterValue":"%"}',
      '{"password":["%"]}',
      '{"secret":{"value":"%"}}',
      "{\\u0022token\\u0022: \\u0022%\\u0022}",
      "&quot;token&quot;:&quot;%&quot;",
      '{"value":"%","name":"DB_PASSWORD"}',
    ],
    of: token,
  },
  yaml: {
    forms: [
      "db:\n  password: %\n  host: x",
      "password: %",
      "Password: % and then press enter",
      "  api-key: '%'",
      "- name: DB_PASSWORD\n  value: %",
      "password: |\n  %\nhost: x",
      'secret_key: "%"',
      "smtp:\n  pass: %",
    ],
    of: word,
  },
  toml: {
    forms: ['token = "%"', "password = '%'", 'secret_key = "%"', "[db]\npassword = %\nhost = x"],
    of: word,
  },
  xml: {
    forms: [
      "<password>%</password>",
      '<add key="ApiKey" value="%" />',
      "<server><apiToken>%</apiToken></server>",
    ],
    of: password,
  },
  sql: {
    forms: [
      "CREATE USER ana IDENTIFIED BY '%'",
      "psql -c \"alter role ana with password '%'\"",
      "Server=db;User Id=ana;Password=%;",
      "Server=db;Uid=ana;Pwd=%;Encrypt=yes",
    ],
    of: word,
  },
  flag: {
    forms: [
      "login --password % --verbose",
      "tool --token=%",
      "tool --api-key % run",
      "tool -password=% run",
      "keytool -storepass % -list",
      "gpg --passphrase '%' -d x",
      "wget --http-password=% https://acme.dev",
      "npm config set //r.acme.dev/:_authToken %",
      "aws configure set aws_secret_access_key %",
      "curl --oauth2-bearer % https://acme.dev",
    ],
    of: password,
  },
  "flag of a program": {
    forms: [
      "curl -u ana:% https://acme.dev",
      "curl -uana:% https://acme.dev",
      "curl --user 'ana:%' https://acme.dev",
      "mysql -u root -p%",
      "mysql -u root -p % shop",
      "mysqldump -h x -p'%' shop",
      "sshpass -p % ssh x",
      "sshpass -v -p% scp a x:",
      "htpasswd -b .htpasswd ana %",
      "htpasswd -nbB ana %",
      "lftp -u ana,% sftp://x",
      "redis-cli -a % ping",
      "docker login -u ana -p % reg.acme.dev",
      "twine upload -u ana -p % dist/x",
      "mongosh -u ana -p %",
      "echo % | docker login --password-stdin",
      "echo '%' | sudo -S ls",
      "echo 'ana:%' | chpasswd",
      "gh auth login --with-token <<< '%'",
      "zip -P % out.zip a",
      "7z a -p% out.7z a",
      "openssl enc -pass pass:% -in x",
      "vault login %",
      "ssh-keygen -t ed25519 -N '%' -f x",
      "sqlplus scott/%@orcl",
      "machine x login ana password %",
      "machine x\n  login ana\n  password %",
      "curl -su ana:% https://acme.dev",
      "curl -U ana:% https://acme.dev",
      "curl --cert ana.pem:% https://acme.dev",
      "skopeo copy --src-creds ana:% a b",
      "jenkins-cli -auth ana:% list",
      "echo % | gh secret set API_KEY",
      "printf '%' | wrangler secret put API_KEY",
      "echo % | gpg --batch --passphrase-fd 0 -d x",
      "echo % | tr -d x | sudo -k -S ls",
      "passwd ana <<< '%'",
      "bcp x out y -U ana -P %",
      "mosquitto_pub -u ana -P % -t x",
      "rar a -hp% out.rar a",
      "openssl enc -k % -in x",
      "rabbitmqctl add_user ana %",
      "nmcli dev wifi connect x password %",
      "mysqladmin -u root password %",
      "ansible-vault encrypt_string '%' --name x",
      "ngrok config add-authtoken %",
      "aws ssm put-parameter --name x --value % --type String",
      "vault kv put kv/x value=%",
      "net user ana % /add",
      "requirepass %",
    ],
    of: word,
  },
};

export const WRITTEN_SHAPES = [...Object.keys(WRITTEN), "private key"];

/** A secret in one of the ways in which it is written. */
export function writtenSecret(random: Random, shape: string): Secret {
  const writing = WRITTEN[shape];
  if (writing === undefined) return privateKey(random);
  const hidden = writing.of(random);
  const isKey = writing.of === token || writing.of === hex || writing.of === basic;
  const text = pick(random, writing.forms).replace(/%(?![0-9A-F]{2})/, () => hidden);
  return { shape, text, hidden, tells: isKey ? TELLS.key : TELLS.password };
}

const KINDS = ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED ", "PGP "];

/** A block of 4 to 60 lines: whole, or without its first or its last lines. */
function privateKey(random: Random): Secret {
  const kind = pick(random, KINDS);
  const name = `${kind}${"PRIVATE"} KEY${kind === "PGP " ? " BLOCK" : ""}`;
  const start = kind === "OPENSSH " ? "b3BlbnNzaC1rZXktdjE" : "MIIE";
  const body = `${start}${letters(random, 200 + Math.floor(random() * 3600), BASE64)}`;
  const lines = body.match(/.{1,64}/g) ?? [];
  const block = [`-----BEGIN ${name}-----`, ...lines, `-----END ${name}-----`];
  const part = pick(random, [block, block, block.slice(0, -1), block.slice(0, -2), block.slice(2)]);
  const text = part.join(pick(random, ["\n", "\n", "\\n", "\r\n", "\\\\n", "\n    "]));
  return {
    shape: "private key",
    text,
    hidden: part.filter((line) => !line.startsWith("--")).join("\n"),
    tells: TELLS.key,
  };
}
