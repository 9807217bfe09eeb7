import { qualityReport, site } from '@phasegraph/phases';

/** What is made when nothing else is asked for. */
export const defaultTargets: readonly string[] = [site.name, qualityReport.name];
