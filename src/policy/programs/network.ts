import { type Row, row } from "./row.ts";

const network = { network: true } as const;

// --resolve and --connect-to lead a URL elsewhere, a socket may be a container daemon's.
const CURL = row(
  `-K=read! -k! -Q=! --config=read! --insecure! --proxy-insecure! --doh-insecure! --resolve=!
   --connect-to=! --unix-socket=! --abstract-unix-socket=! --engine=! --quote=! --egd-file=!
   -o=write -O>here -J>here -D=write -c=write --output=write --output-dir=write --remote-name>here
   --remote-name-all>here --remote-header-name>here --dump-header=write --cookie-jar=write
   --trace=write --trace-ascii=write --stderr=write --libcurl=write --hsts=write --alt-svc=write
   --etag-save=write --etag-compare=read --xattr -d=upload -F=upload -H=upload -T=read -b=read
   -E=read -z=list -w=writeout --data=upload --data-ascii=upload --data-binary=upload
   --data-urlencode=upload --data-raw= --json=upload --url-query=upload --form=upload
   --form-string= --form-escape --header=upload --proxy-header=upload --upload-file=read
   --variable=upload --cookie=read --time-cond=list --write-out=writeout --netrc-file=read
   --cacert=read --capath=list --cert=read --key=read --pubkey=read --crlfile=read
   --random-file=read --proxy-cacert=read --proxy-capath=list --proxy-cert=read --proxy-key=read
   --proxy-crlfile=read -x=host -e= --url=host --proxy=host --preproxy=host --proxy1.0=host
   --socks4=host --socks4a=host --socks5=host --socks5-hostname=host --doh-url=host
   --dns-servers=host -0 -1 -2 -3 -4 -6 -a -A= -B -C= -f -g -G -h[=] -i -I -j -l -L -m= -M -n -N -p
   -P= -q -r= -R -s -S -t= -u= -U= -v -V -X= -y= -Y= -Z -# -: --abstract= --anyauth --append
   --aws-sigv4= --basic --ca-native --cert-status --cert-type= --ciphers= --compressed
   --compressed-ssh --connect-timeout= --continue-at= --create-dirs --create-file-mode= --crlf
   --curves= --delegation= --digest --disable --disable-eprt --disable-epsv
   --disallow-username-in-url --dns-interface= --dns-ipv4-addr= --dns-ipv6-addr= --doh-cert-status
   --expect100-timeout= --fail --fail-early --fail-with-body --no-fail --false-start --ftp-account=
   --ftp-create-dirs --ftp-method= --ftp-pasv --ftp-port= --ftp-pret --ftp-skip-pasv-ip
   --ftp-ssl-ccc --ftp-ssl-control --get --globoff --happy-eyeballs-timeout-ms= --haproxy-protocol
   --head --hostpubmd5= --hostpubsha256= --http0.9 --http1.0 --http1.1 --http2
   --http2-prior-knowledge --http3 --http3-only --ignore-content-length --include --interface=
   --ip-tos= --ipv4 --ipv6 --junk-session-cookies --keepalive-time= --key-type= --krb=
   --limit-rate= --list-only --local-port= --location --location-trusted! --login-options=
   --mail-auth= --mail-from= --mail-rcpt= --mail-rcpt-allowfails --manual --max-filesize=
   --max-redirs= --max-time= --negotiate --netrc --netrc-optional --next --no-alpn --no-buffer
   --no-clobber --no-keepalive --no-npn --no-progress-meter --no-sessionid --no-compressed
   --no-location --noproxy= --ntlm --oauth2-bearer= --parallel --parallel-immediate --parallel-max=
   --pass= --path-as-is --pinnedpubkey= --post301 --post302 --post303 --progress-bar
   --progress-meter --proto= --proto-default= --proto-redir= --proxy-anyauth --proxy-basic
   --proxy-digest --proxy-user= --proxytunnel --range= --rate= --raw --referer= --remote-time
   --remove-on-error --request= --request-target= --retry= --retry-all-errors --retry-connrefused
   --retry-delay= --retry-max-time= --sasl-authzid= --sasl-ir --service-name= --show-error
   --no-show-error --silent --no-silent --speed-limit= --speed-time= --ssl --ssl-no-revoke
   --ssl-reqd --styled-output --no-styled-output --suppress-connect-headers --tcp-fastopen
   --tcp-nodelay --telnet-option= --tftp-blksize= --tls-max= --tls13-ciphers= --tlsv1 --tlsv1.0
   --tlsv1.1 --tlsv1.2 --tlsv1.3 --tlsuser= --tlspassword= --tr-encoding --trace-ids --trace-time
   --trace-config= --use-ascii --user= --user-agent= --verbose --skip-existing`,
  "host*",
  network,
);
const WGET = row(
  `-e=! -i=read! --execute=! --input-file=read! --config=! --use-askpass=! --no-check-certificate!
   --post-file=read --body-file=read --load-cookies=read --certificate=read --private-key=read
   --ca-certificate=read --ca-directory=list --crl-file=read --input-metalink=read!
   --warc-dedup=read -O=write>host --output-document=write>host --spider>host -o=write -a=write
   --output-file=write --append-output=write -P=write --directory-prefix=write --rejected-log=write
   --save-cookies=write --hsts-file=write --warc-file=write --warc-tempdir=write --unlink --xattr
   -4 -6 -A= -b -B=host -c -d -D= -E -F -h -H -I= -k -K -l= -L -m -N -nc -nd -nH -np -nv -p -q -Q=
   -r -R= -S -t= -T= -U= -v -V -w= -x -X= --accept= --accept-regex= --adjust-extension
   --ask-password --auth-no-challenge --background --backup-converted --backups[=] --base=host
   --bind-address= --body-data= --ciphers= --certificate-type= --compression= --connect-timeout=
   --content-disposition --content-on-error --continue --convert-file-only --convert-links
   --cut-dirs= --debug --default-page= --delete-after --dns-timeout= --domains=
   --exclude-directories= --exclude-domains= --follow-ftp --follow-tags= --force-directories
   --force-html --ftp-password= --ftp-user= --header= --http-password= --http-user= --https-only
   --ignore-case --ignore-length --ignore-tags= --include-directories= --inet4-only --inet6-only
   --keep-session-cookies --level= --limit-rate= --local-encoding= --max-redirect= --method=
   --mirror --no-cache --no-clobber --no-config --no-cookies --no-directories --no-dns-cache
   --no-glob --no-host-directories --no-hsts --no-http-keep-alive --no-if-modified-since --no-iri
   --no-netrc --no-parent --no-passive-ftp --no-proxy --no-remove-listing
   --no-use-server-timestamps --no-verbose --page-requisites --password= --pinnedpubkey=
   --post-data= --prefer-family= --preserve-permissions --private-key-type= --progress=
   --protocol-directories --proxy-password= --proxy-user= --proxy= --quiet --quota= --random-wait
   --read-timeout= --recursive --referer= --regex-type= --reject= --reject-regex= --relative
   --remote-encoding= --report-speed= --restrict-file-names= --retr-symlinks --retry-connrefused
   --retry-on-host-error --retry-on-http-error= --save-headers --secure-protocol= --server-response
   --show-progress --span-hosts --start-pos= --strict-comments --timeout= --timestamping --tries=
   --trust-server-names --user-agent= --user= --verbose --wait= --waitretry=`,
  "host* >here",
  network,
);
const HTTPIE = row(
  `-o=write -d>here --output=write --download>here --session=! --session-read-only=! --verify=!
   --raw=upload --cert=read --cert-key=read --cert-key-pass= --proxy=host -a= -A= -b -c -f -F -h -I
   -j -m -p= -P= -q -s= -S -v -x -4 -6 --auth= --auth-type= --all --body --boundary= --check-status
   --chunked --ciphers= --compress --continue --debug --default-scheme= --follow --form
   --format-options= --headers --history-print= --ignore-netrc --ignore-stdin --json --max-headers=
   --max-redirects= --meta --multipart --offline --path-as-is --pretty= --print= --quiet
   --response-charset= --response-mime= --sorted --unsorted --ssl= --stream --style= --timeout=
   --traceback --verbose --curl --bearer= --http-version= --resolve=! --interface=
   --no-check-status --https`,
  "method? host item*",
  network,
);
const SSH = row(
  `-o=! -F=read! -A! -L=! -R=! -D=! -w=! -W=host -S=! -I=! -g! -M! -X! -Y! -E=write -i=read -J=host
   -4 -6 -a -b= -B= -c= -C -e= -f -G -K -k -l= -m= -n -N -O= -p= -P= -q -Q=^ -s -t -T -v -V^ -x -y`,
  "host run* <run",
  network,
);
const SCP = row(
  `-o=! -F=read! -S=! -D=! -A! -T! -i=read -J=host -1 -2 -3 -4 -6 -B -c= -C -l= -O -p -P= -q -r -R
   -s -v -X=`,
  "read* write",
  network,
);
const NETCAT = row(
  `-e=! -c=! -l! -L! --exec=! --sh-exec=! --lua-exec=! --listen! -o=write -x=host -4 -6 -b -C -d -D
   -F -g= -G= -h -i= -I= -k -K= -m= -M= -n -N -O= -p= -P= -q= -r -s= -S -t -T= -u -U! -v -V= -w=
   -W= -X= -z -Z= --output=write --hex-dump=write --proxy=host --proxy-type= --proxy-auth= --ssl
   --ssl-verify --ssl-cert=read --ssl-key=read --ssl-trustfile=read --udp --sctp --wait=
   --idle-timeout= --delay= --source= --source-port= --nodns --verbose --telnet --send-only
   --recv-only --crlf --no-shutdown --broker! --chat! --keep-open! --allow= --deny= --unixsock!
   --vsock`,
  "host text*",
  network,
);
const PING = row(
  `-4 -6 -a -A -b -B -c= -C -d -D -e= -f -F= -g= -G= -h= -H -i= -I= -k= -K= -l= -L -m= -M= -n -N=
   -o -O -p= -P= -q -Q[=] -r -R -s= -S= -t= -T= -U -v -V -w= -W= -z=`,
  "host*",
  network,
);
const DNS = row(
  `+= -f=read! -k=read -4 -6 -b= -c= -h -i -m -p= -q= -r -t= -u -v -x= -y= -a -A -C -d -l -n -N=
   -R= -s -T -U -w -W=`,
  "host*",
  network,
);
const TRACE = row(
  `-4 -6 -a -A= -d -D -e -E -f= -F -g= -i= -I -l= -m= -M= -n -N= -O= -p= -P= -q= -r -s= -S -t= -T
   -u -U -v -V -w= -x -z= --mtu --back --max-hops= --queries= --wait= --port= --icmp --tcp --udp -b
   -c= -j -o= -Z= -C --report --report-wide --report-cycles= --json --csv --no-dns --show-ips`,
  "host text*",
  network,
);
const LOOK = `-0 -1 -4 -6 -B -br -brief -c[=] -color[=] -d -details -f= -family= -h -human -j -json
  -l= -M -N -o -oneline -p -pretty -r -resolve -s -stats -statistics -t -ts -iec -V -Version -n=
  -netns= -a -all -rc= -echo`;
const ip = row(LOOK, "none", { single: true });
const ipShow = row(LOOK, "text*", { single: true });
const SSL = `-in=read -out=write -inform= -outform= -inkey=read -keyform= -passin=read
  -passout=read -pass=read -config=! -engine=! -provider=! -provider-path=! -propquery= -rand=read
  -writerand=write -CAfile=read -CApath=list -CAstore=read -no-CAfile -no-CApath -no-CAstore
  -certs=read -help -text -noout -nameopt= -certopt= -verbose`;
const ssl = (options: string, operands = "none", more: Partial<Row> = {}) =>
  row(`${SSL} ${options}`, operands, { ...more, single: true });
const DIGEST = ssl(
  `-c -r -hex -binary -d -debug -hmac= -mac= -macopt= -xoflen= -sign=read -verify=read
   -prverify=read -signature=read -sigopt= -list -md5 -sha1 -sha224 -sha256 -sha384 -sha512
   -sha3-256 -blake2b512`,
  "read*",
);
const IPTABLES = row(
  `-L -S -n -v -x -t= -w[=] -V -h --list --list-rules --numeric --verbose --exact --table=
   --line-numbers --wait[=] -A=! -D=! -I=! -R=! -F! -N=! -X! -P=! -Z! -E=! --append=! --delete=!
   --insert=! --flush! --policy=! --zero!`,
  "text*",
);

const MAIL = row(
  `-a=read -A=read -s= -b= -c= -r= -u= -S=! -f[=read] -d -e^ -E -F -H^ -i -I -n -N -q=read -v -V^
   -: -~ --attach=read --subject= --append=`,
  "text* <run",
  network,
);

/** Programs that reach other hosts, or show and change the network; keys. */
export const NETWORK = {
  curl: CURL,
  wget: WGET,
  wget2: WGET,
  http: HTTPIE,
  https: HTTPIE,
  xh: HTTPIE,
  xhs: HTTPIE,
  ssh: SSH,
  slogin: SSH,
  mosh: row(
    `-a -n -4 -6 -p= --client=! --server=! --ssh=! --predict= --port= --local --no-init
     --no-ssh-pty --family=`,
    "host run* <run",
    network,
  ),
  autossh: row("-M= -f -V", "host run* <run", network),
  sshpass: row("-f=read -p= -e -d= -P= -v -h -V", "run args*"),
  scp: SCP,
  sftp: row(
    `-b=run! -o=! -F=read! -S=! -D=! -A! -s=! -i=read -J=host -1 -2 -4 -6 -a -B= -c= -C -f -l= -N
     -p -P= -q -r -R= -v -X=`,
    "host write? <run",
    network,
  ),
  ftp: row(
    `-4 -6 -A -a -d -e -f -g -i -k= -n -N=read! -o=write -p -P= -q= -r= -R -s= -S= -t -T= -u=host
     -U= -V -v -x=`,
    "host* <run",
    network,
  ),
  lftp: row("-c=! -e=! -f=run! -u= -p= -d --norc", "host <run", network),
  nc: NETCAT,
  ncat: NETCAT,
  netcat: NETCAT,
  // Its addresses name programs, files and listeners.
  socat: row(
    "-d -D -h -hh -hhh -l= -s -S= -t= -T= -u -U -v -V -x -4 -6 -b= -L= -W= -g",
    "run*",
    network,
  ),
  telnet: row(
    "-4 -6 -8 -a -b= -c -d -e= -E -f -F -k= -K -l= -L -n=write -N -r -s= -S= -u -x -X=",
    "host text? <run",
    network,
  ),
  ping: PING,
  ping6: PING,
  fping: PING,
  dig: DNS,
  host: DNS,
  drill: DNS,
  delv: DNS,
  nslookup: row("-*", "host*", network),
  whois: row(
    `-a -A -b -B -c= -d -f -F -g -G -h=host -H -i -I -k -K -l -L -m -M -p= -P -q= -Q -r -R -s= -S
     -t= -T= -v= -V= -x`,
    "host*",
    network,
  ),
  traceroute: TRACE,
  traceroute6: TRACE,
  tracepath: TRACE,
  mtr: TRACE,
  nmap: row(
    `-A -F -n -O -Pn -p= -PS -r -R -S= -sA -sC! -sL -sn -sO -sP -sS -sT -sU -sV -T= -T1 -T2 -T3 -T4
     -T5 -v -vv -d -oA=write -oG=write -oN=write -oX=write -iL=read! -6 -D= -e= -g= --open
     --top-ports= --script=! --script-args=! --datadir=! --reason --traceroute --max-retries=
     --host-timeout= --min-rate= --max-rate= --exclude= --excludefile=read`,
    "host*",
    { ...network, single: true },
  ),
  ifconfig: row("-a -l -d -u -m -r -v -s -C -L -X=", "text?"),
  iwconfig: row("", "text?"),
  networksetup: row(
    `-listallnetworkservices -listallhardwareports -getinfo= -getdnsservers= -getwebproxy=
     -getairportnetwork= -getcurrentlocation -listpreferredwirelessnetworks=`,
    "none",
    { single: true },
  ),
  scutil: row("--dns --proxy --nwi --get= -r= --set=!", "none"),
  route: row("-4 -6 -A= -C -e -F -n -v -V --numeric --verbose --extend", "name? text*"),
  ip: row(`${LOOK} -b=! -batch=! -force`, "none", {
    single: true,
    sub: {
      a: ip,
      addr: ip,
      address: ip,
      "a show": ipShow,
      "a s": ipShow,
      "addr show": ipShow,
      "addr list": ipShow,
      "address show": ipShow,
      l: ip,
      link: ip,
      "l show": ipShow,
      "link show": ipShow,
      "link list": ipShow,
      r: ip,
      route: ip,
      "r show": ipShow,
      "route show": ipShow,
      "route list": ipShow,
      "route get": ipShow,
      "r get": ipShow,
      n: ip,
      neigh: ip,
      "neigh show": ipShow,
      "neighbour show": ipShow,
      rule: ip,
      "rule show": ipShow,
      "rule list": ipShow,
      maddr: ip,
      "maddr show": ipShow,
      tunnel: ip,
      "tunnel show": ipShow,
      netns: ip,
      "netns list": ipShow,
      "netns exec": row("", "text run args*"),
      "link set": ipShow,
      "addr add": ipShow,
      "addr del": ipShow,
      "addr flush": ipShow,
      "route add": ipShow,
      "route del": ipShow,
      "route replace": ipShow,
      "link add": ipShow,
      "link del": ipShow,
    },
  }),
  netstat: row(
    `-4 -6 -a -A= -b -c -C -d -e -f= -F -g -i -I= -l -L -m -M= -n -N= -o -p[=] -q -r -R -s -t -T -u
     -U -v -V -w[=] -W -x -Z --all --continuous --extend --groups --interfaces[=] --listening
     --numeric --numeric-hosts --numeric-ports --program --route --statistics --symbolic --tcp
     --timers --udp --unix --verbose --wide`,
    "text*",
  ),
  ss: row(
    `-K! --kill! -D=write --diag=write -F=read --filter=read -0 -4 -6 -a -A= -b -d -e -E -f= -h -H
     -i -l -m -M -n -N= -o -O -p -r -s -S -t -T -u -V -w -x -Z -z --all --bpf --cgroup --context
     --contexts --dccp --events --extended --family= --info --inet-sockopt --ipv4 --ipv6
     --listening --memory --mptcp --net= --no-header --numeric --oneline --options --packet
     --processes --query= --socket= --raw --resolve --sctp --summary --tcp --threads --tipc
     --tipcinfo --tos --udp --unix --vsock --xdp ( ) !`,
    "text*",
  ),
  arp: row("-a -A -d! -D -e -f! -H= -i= -l -n -N -s! -S! -v -x --all --numeric --verbose", "text*"),
  tcpdump: row(
    `-w=write -z=! -r=read -F=read -V=read -A -b -B= -c= -C= -d -D -e -E= -f -g -G= -h -H -i= -I
     -j= -J -K -l -L -m=! -M= -n -N -O -p -P= -q -Q= -R -s= -S -t -T= -u -U -v -W= -x -X -y= -Z=
     --count --list-interfaces --immediate-mode --print --number`,
    "text*",
  ),
  openssl: row("", "none", {
    single: true,
    sub: {
      version: ssl("-a -b -d -e -f -o -p -r -v -m -c"),
      help: ssl("", "text*"),
      list: ssl(
        `-commands -1 -digest-commands -digest-algorithms -cipher-commands -cipher-algorithms
         -public-key-algorithms -public-key-methods -disabled -providers -options= -select=`,
      ),
      ciphers: ssl(
        "-s -v -V -tls1 -tls1_1 -tls1_2 -tls1_3 -stdname -convert= -ciphersuites= -psk -srp",
        "text?",
      ),
      errstr: ssl("", "text*"),
      x509: ssl(
        `-subject -issuer -dates -startdate -enddate -fingerprint -serial -hash -subject_hash
         -issuer_hash -ocsp_uri -ocspid -email -purpose -modulus -pubkey -alias -checkend=
         -checkhost= -checkemail= -checkip= -ext= -C -req -x509toreq -new -days= -signkey=read
         -key=read -CA=read -CAkey=read -CAform= -CAkeyform= -CAcreateserial>here -CAserial=write
         -set_serial= -subj= -force_pubkey=read -extfile=read -extensions= -copy_extensions= -md5
         -sha1 -sha256 -sha384 -sha512 -sigopt= -preserve_dates -clrext -trustout -addtrust=
         -addreject= -setalias= -badsig -not_before= -not_after= -dateopt= -vfyopt=`,
      ),
      req: ssl(
        `-new -newkey= -key=read -keyout=write -nodes -noenc -x509 -x509v1 -days= -subj= -subject
         -pubkey -verify -modulus -addext= -extensions= -reqexts= -set_serial= -multivalue-rdn
         -batch -utf8 -nameopt= -reqopt= -sigopt= -vfyopt= -pkeyopt= -copy_extensions= -section=
         -CA=read -CAkey=read -md5 -sha1 -sha256 -sha384 -sha512 -precert -newhdr -not_before=
         -not_after=`,
      ),
      rsa: ssl(
        `-pubin -pubout -check -modulus -traditional -RSAPublicKey_in -RSAPublicKey_out -aes128
         -aes192 -aes256 -des3`,
      ),
      dsa: ssl("-pubin -pubout -modulus -aes256 -des3"),
      ec: ssl("-pubin -pubout -param_out -param_enc= -conv_form= -no_public -check -aes256 -des3"),
      ecparam: ssl(
        "-name= -genkey -list_curves -check -check_named -C -conv_form= -param_enc= -no_seed",
      ),
      dhparam: ssl("-2 -3 -5 -check -dsaparam -quiet", "text?"),
      pkey: ssl(
        `-pubin -pubout -pubcheck -check -text_pub -traditional -ec_conv_form= -ec_param_enc=
         -aes256`,
      ),
      pkeyutl: ssl(
        `-sign -verify -verifyrecover -encrypt -decrypt -derive -pubin -certin -sigfile=read
         -peerkey=read -peerform= -kdf= -kdflen= -pkeyopt= -pkeyopt_passin= -hexdump -asn1parse
         -rawin -digest= -rev`,
      ),
      genrsa: ssl("-3 -F4 -f4 -primes= -traditional -quiet -aes128 -aes192 -aes256 -des3", "text?"),
      genpkey: ssl(
        "-algorithm= -pkeyopt= -paramfile=read -genparam -quiet -aes256 -outpubkey=write",
      ),
      dgst: DIGEST,
      md5: DIGEST,
      sha1: DIGEST,
      sha256: DIGEST,
      sha384: DIGEST,
      sha512: DIGEST,
      rand: ssl("-hex -base64", "text?"),
      prime: ssl("-hex -generate -bits= -checks= -safe", "text*"),
      base64: ssl("-d -e -a -A"),
      enc: ssl(
        `-d -e -a -A -base64 -k= -K= -kfile=read -iv= -S= -salt -nosalt -pbkdf2 -iter= -md= -p -P
         -nopad -bufsize= -debug -v -ciphers -list -z -none -aes-128-cbc -aes-192-cbc -aes-256-cbc
         -aes-128-ecb -aes-256-ecb -aes-256-ctr -aes-128-ctr -des3 -des-ede3-cbc -chacha20`,
      ),
      passwd: ssl("-1 -5 -6 -apr1 -aixmd5 -salt= -stdin -noverify -quiet -table -reverse", "text*"),
      verify: ssl(
        `-CRLfile=read -crl_download! -crl_check -crl_check_all -untrusted=read -trusted=read
         -partial_chain -purpose= -verify_hostname= -verify_email= -verify_ip= -verify_depth=
         -x509_strict -show_chain -attime= -check_ss_sig -policy= -no_check_time -ignore_critical
         -allow_proxy_certs`,
        "read*",
      ),
      crl: ssl(
        `-issuer -lastupdate -nextupdate -hash -fingerprint -crlnumber -verify -gendelta=read
         -key=read`,
      ),
      asn1parse: ssl(
        `-i -dump -dlimit= -offset= -length= -oid=read -strparse= -genstr= -genconf=read -strictpem
         -item= -noout`,
      ),
      pkcs7: ssl("-print -print_certs -quiet"),
      pkcs8: ssl(
        `-topk8 -nocrypt -traditional -v1= -v2= -v2prf= -iter= -noiter -scrypt -scrypt_N=
         -scrypt_r= -scrypt_p= -saltlen=`,
      ),
      pkcs12: ssl(
        `-export -info -nokeys -nocerts -clcerts -cacerts -nodes -noenc -certfile=read -name=
         -caname= -password=read -legacy -chain -keypbe= -certpbe= -macalg= -iter= -noiter -nomac
         -twopass -keysig -keyex -aes256 -descert -untrusted=read`,
      ),
      speed: ssl(
        `-evp= -hmac= -cmac= -decrypt -mr -mb -multi= -async_jobs= -elapsed -seconds= -bytes=
         -primes= -misalign= -aead`,
        "text*",
      ),
      s_client: ssl(
        `-connect=host -host=host -port= -proxy=host -servername= -noservername -showcerts -verify=
         -verify_return_error -verify_quiet -verify_hostname= -starttls= -xmpphost= -name= -alpn=
         -nextprotoneg= -status -tls1 -tls1_1 -tls1_2 -tls1_3 -no_tls1 -no_tls1_1 -no_tls1_2
         -no_tls1_3 -no_ssl3 -dtls -dtls1_2 -cipher= -ciphersuites= -curves= -groups= -sigalgs=
         -cert=read -key=read -cert_chain=read -certform= -brief -quiet -ign_eof -no_ign_eof -crlf
         -msg -msgfile=write -debug -state -tlsextdebug -prexit -reconnect -sess_out=write
         -sess_in=read -keylogfile=write -bind= -4 -6 -timeout -no_ticket -legacy_renegotiation
         -async -bugs -security_debug`,
        "host?",
        network,
      ),
      ocsp: ssl(
        `-issuer=read -cert=read -serial= -url=host -host=host -header= -path= -VAfile=read
         -no_nonce -nonce -resp_text -req_text -reqin=read -respin=read -reqout=write
         -respout=write -timeout=`,
        "none",
        network,
      ),
    },
  }),
  // Its agent and viewers are programs; keys, trust and the keyring change what later passes.
  gpg: row(
    `-a -b>read>here -c>read>here -d>read -e>read>here -f=read -h -i -k>text -K>text -n -N=
     -o=write -q -r= -R= -s>read>here -t -u= -v -z= --agent-program=! --dirmngr-program=!
     --photo-viewer=! --exec-path=! --show-photos! --options=! --homedir=! --import! --fast-import!
     --import-ownertrust! --export-secret-keys! --export-secret-subkeys! --gen-key! --generate-key!
     --full-generate-key! --full-gen-key! --quick-generate-key! --quick-gen-key! --edit-key!
     --sign-key! --lsign-key! --quick-sign-key! --delete-keys! --delete-secret-keys!
     --delete-secret-and-public-keys! --receive-keys! --recv-keys! --refresh-keys! --search-keys!
     --send-keys! --fetch-keys! --locate-keys! --locate-external-keys! --auto-key-retrieve!
     --auto-key-import! --card-edit! --edit-card! --change-pin! --passwd! --server!
     --use-embedded-filename! --trust-model=! --always-trust! --command-fd=! --command-file=!
     --multifile! --encrypt-files! --decrypt-files! --enable-special-filenames! --keyserver=host
     --log-file=write --logger-file=write --status-file=write --output=write --passphrase-file=read
     --recipient-file=read --hidden-recipient-file=read --keyring=read --primary-keyring=read
     --secret-keyring=read --trustdb-name=read --list-keys>text --list-public-keys>text
     --list-secret-keys>text --list-signatures>text --list-sigs>text --check-signatures>text
     --check-sigs>text --fingerprint>text --list-config>text --export>text --export-ssh-key>text
     --card-status>text --show-keys>read --verify>read --decrypt>read --list-packets>read
     --print-md=>read --sign>read>here --clear-sign>read>here --clearsign>read>here
     --detach-sign>read>here --encrypt>read>here --symmetric>read>here --store>read>here
     --dearmor>read>here --enarmor>read>here --gen-random --armor --no-armor --batch --no-batch
     --yes --no --quiet --verbose --no-verbose --dry-run --interactive --no-tty --no-greeting
     --textmode --local-user= --recipient= --hidden-recipient= --default-key= --encrypt-to=
     --sender= --no-encrypt-to --no-default-keyring --pinentry-mode= --passphrase= --passphrase-fd=
     --status-fd= --logger-fd= --keyid-format= --with-colons --with-fingerprint --with-keygrip
     --with-subkey-fingerprint --with-secret --fixed-list-mode --list-options= --verify-options=
     --export-options= --import-options= --cipher-algo= --digest-algo= --cert-digest-algo=
     --compress-algo= --compress-level= --s2k-mode= --s2k-cipher-algo= --s2k-digest-algo=
     --s2k-count= --comment= --emit-version --no-emit-version --no-comments --openpgp --rfc4880
     --expert --no-auto-check-trustdb --no-permission-warning --max-output= --set-filename=
     --no-symkey-cache --show-session-key --charset= --display-charset= --no-secmem-warning`,
    "change* >here",
  ),
  "ssh-keygen": row(
    `-D=! -w=! -A! -M=! -Y=! -I= -f=change -l -y -e -i -p -c -B -a= -b= -C= -E= -F= -g -H -h -k -K
     -L -m= -n= -N= -O= -P= -q -Q -R= -r= -s=read -t= -u -U -v -V= -Z= -z=`,
    "read*",
  ),
  "ssh-keyscan": row("-4 -6 -c -D -f=read! -H -O= -p= -q -T= -t= -v", "host*", network),
  "ssh-add": row(
    "-e=! -s=! -S=! -k -K -c -C -d -D -E= -H=read -h= -l -L -q -T=read -t= -v -x -X",
    "read*",
  ),
  "ssh-agent": row("-a=write -c -D -d -E= -k -O= -P=! -s -T -t= -u -U", "run? args*"),
  "ssh-copy-id": row("-o=! -f -F=read! -i[=read] -n -p= -s -t= -x -h", "host", network),
  iptables: IPTABLES,
  ip6tables: IPTABLES,
  "iptables-save": row("-c -t= --counters --table=", "none"),
  nft: row(
    `-a -c -f=run! -i! -j -n -N -p -s -S -t -v -V -y --handle --check --file=run! --json --numeric
     --stateless`,
    "text*",
  ),
  ufw: row("", "none", {
    sub: {
      status: row("", "text?"),
      show: row("", "text*"),
      "app list": row("", "none"),
      "app info": row("", "text*"),
      enable: row("--force", "none"),
      disable: row("--force", "none"),
      reset: row("--force", "none"),
      reload: row("", "none"),
      allow: row("--dry-run", "text*"),
      deny: row("--dry-run", "text*"),
      reject: row("--dry-run", "text*"),
      limit: row("--dry-run", "text*"),
      delete: row("--dry-run --force", "text*"),
      insert: row("--dry-run", "text*"),
      default: row("", "text*"),
      logging: row("", "text*"),
    },
  }),
  mail: MAIL,
  mailx: MAIL,
  sendmail: row(
    `-C=! -O=! -o[=]! -q[=]! -b[=]! -D=write -X=write -A[=] -B= -F= -f= -h= -i -N= -n -R= -r= -t -U
     -V= -v -L= -G`,
    "text*",
    network,
  ),
  msmtp: row(
    `-C=read! -a= -t -f= -d -P -v --file=read! --account= --host=host --port= --from=
     --read-envelope-from --read-recipients --passwordeval=! --logfile=write`,
    "text*",
    network,
  ),
} satisfies Record<string, Row>;
