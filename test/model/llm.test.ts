import { describe, expect, it } from "vitest";
import { parseHookConfig } from "../../src/files/read-config.ts";
import { problemsOf } from "../../src/model/errors.ts";
import { llmSettings } from "../../src/model/llm.ts";

function mistakesIn(table: string): string[] {
  return problemsOf(() => parseHookConfig(`[llm]\n${table}\n`, "config.toml")).map(
    ({ line, path, message }) => `${line}: ${path}: ${message}`,
  );
}

const SERVER = 'provider = "openai-compatible"\nmodel = "m"';

describe("[llm] of config.toml", () => {
  it("asks nobody unless it names a provider", () => {
    const settings = (text: string) => llmSettings(parseHookConfig(text, "config.toml").llm);
    expect(settings("")).toBeUndefined();
    expect(settings("[llm]")).toBeUndefined();
    expect(settings('[llm]\nprovider = "none"\nmodel = "x"')).toBeUndefined();
    expect(settings('[llm]\nprovider = "anthropic"')).toEqual({
      provider: "anthropic",
      model: "claude-haiku-5-5",
      deadline: 8,
      daily_calls: 500,
      modes: ["default", "acceptEdits", "plan"],
      send: "masked",
      yellow_unattended: "passthrough",
      key_env: "ANTHROPIC_API_KEY",
      pass_env: [],
    });
    expect(settings('[llm]\nprovider = "claude-cli"')).toMatchObject({ model: "haiku" });
    expect(settings(`[llm]\n${SERVER}\nbase_url = "http://10.0.0.7:11434/v1"`)).not.toHaveProperty(
      "key_env",
    );
  });

  it.each([
    ['provider = "antropic"', '2: llm.provider: must be "none", "claude-cli", "anthropic" or'],
    ['provider = "none"\nmodle = "x"', '3: llm.modle: unknown name. Write "model"'],
    ['provider = "anthropic"\napi_key = "sk-very-secret"', "3: llm.api_key: unknown name"],
    ['provider = "anthropic"\ndeadline = 60', "3: llm.deadline: must be 12 or less"],
    ['provider = "anthropic"\ndeadline = 0', "3: llm.deadline: must be 0.5 or more"],
    ['provider = "anthropic"\ndeadline = "8s"', "3: llm.deadline: must be a number"],
    ['provider = "anthropic"\ndaily_calls = 1.5', "3: llm.daily_calls: must be a whole number"],
    ['modes = ["defualt"]', '2: llm.modes[0]: must be "default", "acceptEdits"'],
    ['send = "all"', '2: llm.send: must be "masked" or "full"'],
    ['yellow_unattended = "allow"', '2: llm.yellow_unattended: must be "passthrough" or "deny"'],
    ['provider = "anthropic"\nmodel = "a b"', "3: llm.model: is no name of a model"],
    ['provider = "openai-compatible"', "llm.base_url: is missing"],
    ['provider = "openai-compatible"', "llm.model: is missing"],
    [`${SERVER}\nbase_url = "x"`, "4: llm.base_url: is no URL"],
    [`${SERVER}\nbase_url = "ftp://x/v1"`, "4: llm.base_url: must begin with https://"],
    [`${SERVER}\nbase_url = "https://a:b@x/v1"`, "4: llm.base_url: holds a password"],
    [`${SERVER}\nbase_url = "https://x/v1?key=1"`, "4: llm.base_url: must end with its path"],
    [`${SERVER}\nkey_env = "K"\nbase_url = "http://x/v1"`, "5: llm.base_url: would send the key"],
    ['provider = "anthropic"\nbase_url = "http://x/v1"', "3: llm.base_url: would send the key"],
    ['provider = "anthropic"\nkey_env = "A"\nkey_file = "/k"', "4: llm.key_file: stands beside"],
    ['provider = "anthropic"\nkey_file = "k"', "3: llm.key_file: is not absolute"],
    ['provider = "anthropic"\nkey_env = "sk-1 2"', "3: llm.key_env: is no name of a variable"],
    ['provider = "claude-cli"\nkey_env = "A"', "3: llm.key_env: is not used by claude-cli"],
    ['provider = "claude-cli"\ncommand = "claude"', "3: llm.command: is not absolute"],
    ['provider = "anthropic"\ncommand = "/x"', "3: llm.command: is not used by anthropic"],
  ])("holds mistakes that are told with their place: %s", (table, told) => {
    const found = mistakesIn(table);
    expect(found.join("\n")).toContain(told);
    expect(found.join("\n")).not.toMatch(/sk-|a:b/);
  });

  it.each([
    `${SERVER}\nbase_url = "http://127.0.0.1:8080/v1"\nkey_env = "K"`,
    `${SERVER}\nbase_url = "http://[::1]:8080/v1"\nkey_file = "~/k"`,
    `${SERVER}\nbase_url = "https://example.com/openai/v1"`,
    'provider = "claude-cli"\ncommand = "~/bin/claude"\npass_env = ["AWS_PROFILE"]\nbase_url = "https://x/"',
  ])("may say %s", (table) => {
    expect(mistakesIn(table)).toEqual([]);
  });
});
