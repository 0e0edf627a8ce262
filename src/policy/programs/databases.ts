import { type Row, row } from "./row.ts";

const network = { network: true } as const;
// \! runs a shell, \o and -o "|command" too; COPY … PROGRAM is in the query.
const PSQL = row(
  `-c=query -f=run! -o=write! -L=write -v= -P= -d=host -h=host -p= -U= -1 -0 -a -A -b -e -E -F= -H
   -l^ -n -q -R= -s -S -t -T= -V -w -W -x -X -z -? --command=query --file=run! --output=write!
   --log-file=write --set= --variable= --pset= --dbname=host --host=host --port= --username=
   --single-transaction --record-separator-zero --echo-all --no-align --echo-errors --echo-queries
   --echo-hidden --field-separator= --html --csv --list^ --no-readline --quiet --record-separator=
   --single-step --single-line --tuples-only --table-attr= --no-password --password --expanded
   --no-psqlrc --field-separator-zero`,
  "host? text? <run",
  network,
);
const MYSQL = row(
  `-e=query --execute=query --pager[=]! --init-command=! --tee=write --plugin-dir=! --default-auth=
   --defaults-file=! --defaults-extra-file=! --defaults-group-suffix= --login-path= --no-defaults
   --local-infile[=]! -h=host --host=host -D= -P= -p[=] -u= -S= -A -b -B -C -E -f -G -H -i -j -L -N
   -n -o -q -r -s -t -T -U -V -v -w -W -X --database= --port= --password[=] --user= --socket=
   --protocol= --batch --column-names --skip-column-names --table --vertical --html --xml --raw
   --silent --quick --force --verbose --ssl-mode= --ssl-ca=read --ssl-cert=read --ssl-key=read
   --connect-timeout= --compress --safe-updates --no-auto-rehash --no-pager
   --default-character-set= --binary-mode --comments --show-warnings --skip-ssl --ssl --delimiter=
   --prompt=`,
  "text? <run",
  network,
);
const DUMP = row(
  `-f=write --file=write -r=write --result-file=write -T=write --tab=write -d= -h=host --host=host
   -p[=] -P= -u= -U= -a -A -b -B -c -C -E= -F= -j= -n= -N= -O -q -s -S= -t= -v -V -w -W -x -X -Z=
   --dbname= --port= --user= --username= --password[=] --format= --schema= --exclude-schema=
   --table= --exclude-table= --exclude-table-data= --schema-only --data-only --no-data
   --no-create-info --no-owner --no-privileges --no-acl --clean --if-exists --create --inserts
   --column-inserts --jobs= --compress= --verbose --no-password --databases --all-databases
   --single-transaction --quick --routines --triggers --events --skip-lock-tables --add-drop-table
   --protocol= --where= --default-character-set= --no-tablespaces --column-statistics=
   --set-gtid-purged=`,
  "text*",
  network,
);

/** Clients of databases. */
export const DATABASES = {
  sqlite3: row(
    `-cmd=! -init=run! -A! -interactive! -readonly>read -safe -append -ascii -bail -batch -box
     -column -csv -deserialize -echo -header -noheader -help^ -html -json -line -list
     -lookaside=text=text -markdown -maxsize= -memtrace -mmap= -newline= -nofollow -nonce=
     -nullvalue= -pagecache=text=text -quote -separator= -stats -table -tabs -version^ -vfs= -zip
     --version^ --help^`,
    "write? query* <run",
    { single: true },
  ),
  duckdb: row(
    `-c=query -s=query -cmd=! -f=run! -init=run! -ui! -unsigned! -unredacted -interactive!
     -readonly>read -safe -ascii -bail -batch -box -column -csv -echo -header -noheader -help^
     -html -json -jsonlines -line -list -markdown -newline= -no-stdin -nullvalue= -quote
     -separator= -table -version^ --version^ --help^`,
    "write? query* <run",
    { single: true },
  ),
  psql: PSQL,
  pgcli: PSQL,
  pg_dump: DUMP,
  pg_dumpall: DUMP,
  mysqldump: DUMP,
  pg_restore: row(
    `-d=host -h=host -f=write -l -L=read -p= -U= -a -c -C -e -F= -I= -j= -n= -N= -O -P= -s -S= -t=
     -T= -v -V -w -W -x -1 --dbname=host --host=host --file=write --list --use-list=read --port=
     --username= --clean --create --if-exists --no-owner --no-privileges --schema-only --data-only
     --jobs= --table= --schema= --verbose --single-transaction --exit-on-error`,
    "read*",
    network,
  ),
  pg_isready: row(
    "-d= -h=host -p= -q -t= -U= -V --dbname= --host=host --port= --quiet --timeout= --username=",
    "none",
    network,
  ),
  createdb: row(
    `-D= -e -E= -h=host -l= -O= -p= -T= -U= -w -W -V --host=host --port= --username= --owner=
     --template= --encoding= --locale=`,
    "text*",
    network,
  ),
  dropdb: row(
    `-e -f -h=host -i -p= -U= -w -W -V --host=host --port= --username= --if-exists --force
     --interactive`,
    "text*",
    network,
  ),
  mysql: MYSQL,
  mariadb: MYSQL,
  mysqladmin: row(
    "-h=host -P= -p[=] -u= -S= -f -i= -s -v -w --host=host --port= --password[=] --user= --socket=",
    "text*",
    network,
  ),
  "redis-cli": row(
    `--eval=run! --pipe! --rdb=write^ --functions-rdb=write^ --cert=read --key=read --cacert=read
     --cacertdir=list --askpass -h=host -p= -s= -a= -u=host -r= -i= -n= -2 -3 -x -X= -d= -D= -c -e
     -t= --user= --pass= --tls --sni= --insecure! --raw --no-raw --csv --json --quoted-json
     --show-pushes= --stat^ --latency^ --latency-history^ --latency-dist^ --lru-test= --replica!
     --bigkeys^ --memkeys^ --memkeys-samples= --hotkeys^ --scan^ --pattern= --count=
     --quoted-pattern= --intrinsic-latency= --verbose --no-auth-warning`,
    "query* <run",
    network,
  ),
  mongosh: row(
    `--eval=run! -f=run! --file=run! --shell! --retryWrites --host=host --port= --quiet --json[=]
     --nodb --norc --username= -u= --password= -p= --authenticationDatabase=
     --authenticationMechanism= --tls --tlsCAFile=read --tlsCertificateKeyFile=read
     --tlsAllowInvalidCertificates! --tlsAllowInvalidHostnames! --apiVersion= --verbose
     --skipStartupWarnings --build-info`,
    "host? run* <run",
    network,
  ),
} satisfies Record<string, Row>;
