/**
 * Words of which one stands in every path that the lists of `sensitive-paths.ts` fit, for
 * `globList`. Written down and not derived, because deriving them at every start takes as long as
 * judging a call. Words of many ordinary paths are avoided: they only cost time.
 */

const AT_HOME = ["~/.", "~/bin", "~/library"];

export const SECRET_WORDS: readonly string[] = [
  ...AT_HOME,
  ...[".ssh/", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".aws/", ".gnupg", "kubeconfig"],
  ...[".kube/", ".docker/", ".netrc", ".pgpass", ".git-credentials", ".vault-token", ".pypirc"],
  ...[".npmrc", ".env", ".dev.vars", ".pem", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ppk"],
  ...[".key", ".ovpn", "private", "secret", ".htpasswd", "credentials", "client_secret"],
  ...["service-account", "serviceaccount", "service_account", ".tfstate", ".tfvars"],
  ...["wp-config.php", "_history", "login data", "cookies", "logins.json", "key4.db", "wallet.dat"],
  ...["/etc/", "/proc/", "/run/", "/var/run/", "/dev/"],
];

export const STARTUP_WORDS: readonly string[] = [
  ...AT_HOME,
  ...[".git", ".husky", ".claude", ".vscode", ".idea", ".cursor", ".devcontainer", ".circleci"],
  ...[".buildkite", ".mcp.json", ".npmrc", ".yarnrc", ".pnpmfile", ".env", ".pre-commit"],
  ...[".bazelrc", ".bashrc", ".profile", ".zshrc", ".netrc", ".curlrc", ".wgetrc", ".cargo/"],
  ...["pip.conf", "pip.ini", "sitecustomize.py", "usercustomize.py", "conftest.py", "claude.md"],
  ...["agents.md", "authorized_keys", ".pth"],
  ...["/etc", "/usr", "/bin", "/sbin", "/lib", "/boot", "/opt", "/var", "/dev", "/proc", "/sys"],
  ...["/applications", "/private/etc", "/private/var", "/srv", "/run", "/snap", "/nix", "/cores"],
];
