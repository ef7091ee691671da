import type { App } from './app.ts';

/** What a person would be annoyed by and a program can tell: a line each, of the page as it stands. */
export function faultsOfLooks({ page }: App): Promise<string[]> {
  return page.evaluate(() => {
    /** Where fingers are likely, CSS px; WCAG 2.2 asks for 24 everywhere. */
    const LEAST = innerWidth <= 860 || matchMedia('(pointer: coarse)').matches ? 44 : 24;
    /** Of the places of boxes, which are rarely whole pixels. */
    const ABOUT = 1.5;
    const dialog = document.querySelector('dialog[open]');
    const within = dialog ?? document.body;
    const faults: string[] = [];

    const nameOf = (element: Element) =>
      element.id ||
      element.getAttribute('aria-label') ||
      (element.textContent ?? '').trim().slice(0, 30) ||
      element.className;
    const isSeen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const seen = (selector: string) => [...within.querySelectorAll(selector)].filter(isSeen);
    /** Of that which cuts off what goes beyond it, those that can be scrolled along an axis are no fault. */
    const scrollsBy = (element: Element, axis: 'X' | 'Y') => {
      for (let each = element.parentElement; each; each = each.parentElement)
        if (/auto|scroll/.test(getComputedStyle(each)[`overflow${axis}`])) return true;
      return false;
    };

    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth)
      faults.push(`the page is ${scrollWidth - clientWidth} px too wide`);

    const CONTROLS =
      'button, select, summary, textarea, input:not([type="file"], .switch, [type="checkbox"], [type="radio"]), [role="slider"]';
    for (const control of seen(CONTROLS)) {
      const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
      const outX = left < -ABOUT || right > innerWidth + ABOUT;
      const outY = top < -ABOUT || bottom > innerHeight + ABOUT;
      if ((outX && !scrollsBy(control, 'X')) || (outY && !scrollsBy(control, 'Y')))
        faults.push(`${nameOf(control)} is not in sight`);
      if (height < LEAST - ABOUT) faults.push(`${nameOf(control)} is ${height.toFixed(0)} px high`);
      // What is as wide as its text may be narrower, where its neighbours leave room.
      if (width < Math.min(LEAST, 24) - ABOUT)
        faults.push(`${nameOf(control)} is ${width.toFixed(0)} px wide`);
    }

    // What is in a panel stays within it.
    for (const panel of seen('.panel, .choose')) {
      if (panel.scrollWidth > panel.clientWidth + ABOUT)
        faults.push(
          `${nameOf(panel).slice(0, 20)} is ${panel.scrollWidth - panel.clientWidth} px too wide`,
        );
    }

    // Nothing lies over what is pressed, but for what is scrolled and for what is said in passing.
    for (const control of seen('button, select, input[type="text"], [role="slider"]')) {
      const { left, top, width, height } = control.getBoundingClientRect();
      const x = left + width / 2;
      const y = top + height / 2;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue;
      if (control.matches('.reset:disabled')) continue;
      const hit = document.elementFromPoint(x, y);
      if (hit === null || control.contains(hit) || hit.contains(control)) continue;
      if (hit.closest('label')?.contains(control) || hit.closest('.notice, .panel-hint')) continue;
      const panel = control.closest('.panel, .choose, dialog, .lab-panes, .stage');
      const isScrolled = panel !== null && panel.scrollHeight > panel.clientHeight + 1;
      if (isScrolled || hit.closest('.preview-menu, .overlay, .whole-picture, .compare-bar'))
        continue;
      faults.push(`${nameOf(control)} lies under ${nameOf(hit)}`);
    }

    // Words that are cut off: of what is no field, and doesn't say so by an ellipsis.
    for (const element of seen(
      'button, label, legend, summary, h1, h2, h3, p, dt, dd, span, strong, output',
    )) {
      const { overflowX, overflowY, textOverflow, clipPath } = getComputedStyle(element);
      if (element.closest('.hidden, .selects, .spare') || clipPath !== 'none') continue;
      if (element.matches('.preview, .picture-box')) continue;
      const isCut = element.scrollWidth > element.clientWidth + ABOUT && element.clientWidth > 0;
      if (isCut && overflowX !== 'visible' && textOverflow !== 'ellipsis')
        faults.push(`the words of ${nameOf(element)} are cut off`);
      const isCutBelow =
        element.scrollHeight > element.clientHeight + ABOUT && element.clientHeight > 0;
      if (isCutBelow && /hidden|clip/.test(overflowY) && textOverflow !== 'ellipsis')
        faults.push(`the words of ${nameOf(element)} are cut off below`);
      if (element.matches('button, kbd, dt') && isCut && overflowX === 'visible')
        faults.push(`the words of ${nameOf(element)} stick out`);
    }

    // Texts of a list's two columns don't run into each other.
    for (const term of seen('dt, .control > label')) {
      const next = term.nextElementSibling;
      if (next === null || !isSeen(next)) continue;
      const range = document.createRange();
      range.selectNodeContents(term);
      const words = range.getBoundingClientRect();
      const beside = next.getBoundingClientRect();
      const sameLine = words.bottom > beside.top + ABOUT && beside.bottom > words.top + ABOUT;
      if (sameLine && words.right > beside.left + ABOUT && words.left < beside.left)
        faults.push(`${nameOf(term)} runs into what stands beside it`);
    }
    return faults;
  });
}
