// Before a live page is saved: what a file would not hold of it is made to last. Images have the source that is shown,
// canvases become images, graphics say themselves how they look.
(() => {
  const LEAST = 100; // pixels of what is more than an icon
  const MOST = 20000; // parts of a graphic
  const LOOKS = {
    fill: "rgb(0, 0, 0)", "fill-opacity": "1", stroke: "none", "stroke-width": "1px", "stroke-opacity": "1",
    "stroke-dasharray": "none", opacity: "1", display: "inline", visibility: "visible", "text-anchor": "start",
    "dominant-baseline": "auto", "font-size": "", "font-family": "", "font-weight": "400",
  };
  const isLarge = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width >= LEAST && height >= LEAST;
  };

  for (const image of document.images) {
    const { currentSrc } = image;
    if (!image.complete || !currentSrc || currentSrc === image.src) continue;
    for (const source of image.closest("picture")?.querySelectorAll("source") ?? []) source.remove();
    image.removeAttribute("srcset");
    image.src = currentSrc;
  }

  const isBlank = (canvas) => {
    const glance = new OffscreenCanvas(32, 32).getContext("2d");
    glance.drawImage(canvas, 0, 0, 32, 32);
    const pixels = new Uint32Array(glance.getImageData(0, 0, 32, 32).data.buffer);
    return pixels.every((pixel) => pixel === pixels[0]);
  };
  for (const canvas of [...document.querySelectorAll("canvas")].filter(isLarge)) {
    try {
      if (isBlank(canvas)) continue;
      const image = new Image(canvas.clientWidth, canvas.clientHeight);
      image.src = canvas.toDataURL();
      image.alt = canvas.getAttribute("aria-label") ?? canvas.textContent.trim();
      image.className = canvas.className;
      canvas.replaceWith(image);
    } catch {
      // It shows a picture of another site, and may not be read.
    }
  }

  for (const graphic of [...document.querySelectorAll("svg")].filter(isLarge)) {
    const parts = graphic.querySelectorAll("*");
    if (parts.length > MOST || graphic.parentElement?.closest("svg")) continue;
    for (const part of parts) {
      const look = getComputedStyle(part);
      for (const [name, usual] of Object.entries(LOOKS)) {
        const value = look.getPropertyValue(name);
        const isTold = name.startsWith("font-") || name === "text-anchor" ? part.matches("text, tspan") : true;
        if (isTold && value !== usual) part.setAttribute(name, value);
      }
    }
    const { width, height } = graphic.getBoundingClientRect();
    graphic.setAttribute("width", Math.round(width));
    graphic.setAttribute("height", Math.round(height));
  }
})();
