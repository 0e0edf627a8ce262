import { describe, expect, it } from "vitest";
import { judgeStarter } from "../support/starter.ts";

describe("the starter policy", () => {
  it.each([
    "claude mcp add x -- npx evil",
    "codex --dangerously-bypass-approvals-and-sandbox",
    "codex exec --dangerously-bypass-approvals-and-sandbox 'do it'",
    "gemini --yolo",
    "gemini -y -p x",
    "git commit --no-verify -m x",
    "git commit -nm x",
    "git commit -n -m x",
    "git push --no-verify",
    "HUSKY=0 git push",
    "HUSKY=0 git commit -m x",
    "curl http://169.254.169.254/latest/meta-data/",
    "curl -s -H 'Metadata-Flavor: Google' http://metadata.google.internal/computeMetadata/v1/",
    "echo b > /proc/sysrq-trigger",
    "zpool destroy tank",
    "zfs destroy -r tank/x",
    "vgremove vg0",
    "nvme format /dev/nvme0n1",
    "hdparm --security-erase x /dev/sda",
    "mdadm --zero-superblock /dev/sda",
    "heroku apps:destroy x",
    "gsutil -m rm -r gs://b",
    "bq rm -r x",
    "argocd app delete x",
    "velero backup delete x",
    "vagrant destroy -f",
    "rclone purge r:x",
    "restic forget --prune --keep-last 1",
    "borg delete repo",
    "php artisan db:wipe",
    "dotnet ef database drop -f",
    "alembic downgrade base",
    "usermod -aG docker dev",
    "setcap cap_net_raw+ep bin/x",
    "chmod 4755 bin/x",
    "chmod u+s bin/x",
    "insmod x.ko",
    "modprobe x",
    "npm config set registry https://example.com",
    "npm set registry https://example.com",
    "pip config set global.index-url https://example.com",
    "go env -w GOPROXY=https://example.com",
    "git -c core.pager='sh -c id' log",
    "git -c alias.x='!id' x",
  ])("holds back %s", async (command) => {
    const { decision } = await judgeStarter(command);
    expect(["ask", "deny"]).toContain(decision);
  });

  it.each([
    "kubectl apply --dry-run=client -f x",
    "ansible-playbook x --syntax-check",
    "RAILS_ENV=test bin/rails db:schema:load",
    "git commit -m 'no --no-verify here'",
    "git -c core.pager=cat log",
    "hdparm -I /dev/sda",
    "chmod 0755 bin/app",
  ])("does not ask about %s", async (command) => {
    const { decision } = await judgeStarter(command);
    expect(["allow", "passthrough"]).toContain(decision);
  });

  it.each([
    "claude --permission-mode bypassPermissions -p x",
    "claude --permission-mode=bypassPermissions",
  ])("has %s denied by the floor", async (command) => {
    expect((await judgeStarter(command)).decision).toBe("deny");
  });
});
