// Three invented projects: where they lie and what their files are called.

export const HOME = "/home/dev";

export const PROJECTS = {
  "shop-api": {
    root: `${HOME}/work/shop-api`,
    files: [
      "src/orders/order.ts",
      "src/orders/order-store.ts",
      "src/orders/checkout.ts",
      "src/payments/refund.ts",
      "src/payments/ledger.ts",
      "src/http/routes.ts",
      "src/http/errors.ts",
      "src/config.ts",
      "test/orders/checkout.test.ts",
      "test/payments/refund.test.ts",
      "package.json",
      "docker-compose.yml",
      "README.md",
    ],
    words: ["refundAmount", "OrderState", "TODO", "checkout\\(", "class Ledger", "retry"],
  },
  "web-client": {
    root: `${HOME}/work/web-client`,
    files: [
      "src/pages/cart.tsx",
      "src/pages/product.tsx",
      "src/components/price-tag.tsx",
      "src/components/dialog.tsx",
      "src/state/basket.ts",
      "src/styles/theme.css",
      "test/cart.test.tsx",
      "test/basket.test.ts",
      "vite.config.ts",
      "package.json",
      "README.md",
    ],
    words: ["useBasket", "PriceTag", "aria-label", "formatPrice", "onClose", "TODO"],
  },
  infra: {
    root: `${HOME}/work/infra`,
    files: [
      "modules/network/main.tf",
      "modules/queue/variables.tf",
      "envs/staging/main.tf",
      "k8s/shop-api/deployment.yaml",
      "k8s/shop-api/service.yaml",
      "k8s/ingress.yaml",
      "scripts/rotate-logs.sh",
      "README.md",
    ],
    words: ["replicas", "aws_subnet", "livenessProbe", "staging", "retention_days"],
  },
};
