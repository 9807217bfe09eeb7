import { EventLog, phase, runStarted, task } from './event-log.js';
import type { Task } from './event-log.js';

/** A run of phases like the website's, written down by hand, with one retry and one image drawn by rule. */
export function websiteRun(): EventLog {
  const log = new EventLog().at(
    0,
    runStarted(
      phase('design-strategy'),
      phase('design-context'),
      phase('style-system', ['design-strategy', 'design-context']),
      phase('section-planning'),
      phase('layout-generation', ['design-context', 'section-planning']),
      phase('page-planning', ['design-context', 'section-planning']),
      phase('copywriting', ['layout-generation', 'design-context'], true),
      phase('image-planning', ['layout-generation', 'style-system']),
      phase('image-generation', ['image-planning', 'style-system'], true),
      phase('code-generation', ['page-planning', 'layout-generation', 'style-system', 'copywriting'], true),
      phase('site-assembly', ['code-generation', 'image-generation']),
    ),
    ...singles.map((name) => task(name).created),
    task('design-strategy').started(),
    task('design-context').started(),
    task('section-planning').started(),
  );
  const one = (name: string, fromMs: number, toMs: number): void => {
    if (fromMs > 0) log.at(fromMs, task(name).started());
    log.at(toMs, task(name).succeeded);
  };
  one('design-context', 0, 900);
  one('section-planning', 0, 1000);
  log.at(1000, task('layout-generation').started(), task('page-planning').started());
  one('design-strategy', 0, 1200);
  log.at(1200, task('style-system').started());
  const copies = ['hero', 'offerings', 'story', 'visit'].map(copy);
  log.at(1900, ...copies.map(({ created }) => created), task('layout-generation').succeeded);
  log.at(1900, task('image-planning').started(), ...copies.map(({ started }) => started()));
  const pages = ['home', 'visit'].map((key) => task(`code-generation[${key}]`));
  log.at(2100, ...pages.map(({ created }) => created), task('page-planning').succeeded);
  log.at(2400, task('style-system').succeeded, copy('hero').succeeded);
  const images = ['hero', 'loaf', 'rye'].map(image);
  const began = images.flatMap(({ created, started }) => [created, started()]);
  log.at(2600, ...began, task('image-planning').succeeded);
  log.at(2700, copy('offerings').succeeded, copy('story').succeeded);
  log.at(2800, image('loaf').backedOff(500, 'the server is overloaded (503)'));
  log.at(3100, copy('visit').succeeded, ...pages.map(({ started }) => started()));
  log.at(3300, image('loaf').started(2), image('hero').succeeded);
  log.at(3400, ...pages.map(({ succeeded }) => succeeded));
  log.at(3800, image('loaf').degraded('the server is overloaded (503)'));
  log.at(4200, image('rye').succeeded, task('site-assembly').started());
  log.at(4600, task('site-assembly').succeeded);
  return log.at(4600, { type: 'run-ended', status: 'degraded', missing: [], unresponsive: [] });
}

const singles = [
  'design-strategy',
  'design-context',
  'style-system',
  'section-planning',
  'layout-generation',
  'page-planning',
  'image-planning',
  'site-assembly',
];

function copy(key: string): Task {
  return task(`copywriting[${key}]`);
}

function image(key: string): Task {
  return task(`image-generation[${key}]`);
}
