// JupyterLite takes any service worker that it finds for an old one of its own, and would remove
// the one that keeps the book. So its pages are shown none but its own.
(function (container) {
  if (!container) return;
  const site = new URL("..", location.href.split("?")[0]).href;
  const own = (address) => address.startsWith(site);
  const all = container.getRegistrations;
  container.getRegistrations = async function () {
    return (await all.call(this)).filter((one) => own(one.scope));
  };
  const nearest = container.getRegistration;
  container.getRegistration = async function (address) {
    const one = await nearest.call(this, address);
    return one && own(one.scope) ? one : undefined;
  };
  const controller = Object.getOwnPropertyDescriptor(container, "controller").get;
  Object.defineProperty(container, "controller", {
    get() {
      const one = controller.call(this);
      return one && own(one.scriptURL) ? one : null;
    },
  });
})(self.ServiceWorkerContainer?.prototype);
