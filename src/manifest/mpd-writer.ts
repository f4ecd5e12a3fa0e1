/** What an MPD is to say. Attributes are written in the order in which they stand here. */
export interface MpdPlan {
  /** Attributes of the root over the usual ones, such as `mediaPresentationDuration`; `undefined` leaves one out. */
  readonly attributes?: AttributePlan;
  readonly baseUrl?: string;
  readonly period?: AttributePlan;
  readonly adaptationSets: readonly AdaptationSetPlan[];
  /** Periods behind the first. */
  readonly furtherPeriods?: readonly PeriodPlan[];
  /** Attributes of a UTCTiming. */
  readonly utcTiming?: AttributePlan;
}

export interface PeriodPlan {
  readonly attributes: AttributePlan;
  readonly adaptationSets: readonly AdaptationSetPlan[];
}

export type AttributePlan = Readonly<Record<string, string | number | bigint | undefined>>;

export interface AdaptationSetPlan {
  readonly attributes?: AttributePlan;
  readonly baseUrl?: string;
  readonly template?: TemplatePlan;
  readonly representations: readonly {
    readonly attributes: AttributePlan;
    readonly baseUrl?: string;
    readonly template?: TemplatePlan;
  }[];
}

export interface TemplatePlan {
  readonly attributes: AttributePlan;
  readonly timeline?: readonly {
    readonly t?: bigint | number;
    readonly d: bigint | number;
    readonly r?: number;
    /** The number of the first of these segments, where it is not that behind the one before. */
    readonly n?: bigint | number;
  }[];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);

/** One element on lines of its own, its children indented by two. */
const element = (name: string, attributes: AttributePlan, children: readonly string[] = []): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value))}"`],
  );
  const tag = `${name}${written.join('')}`;
  if (children.length === 0) return `<${tag}/>`;
  return `<${tag}>\n${children.join('\n').replace(/^/gm, '  ')}\n</${name}>`;
};

const baseUrl = (uri: string | undefined): string[] =>
  uri === undefined ? [] : [`<BaseURL>${escape(uri)}</BaseURL>`];

const template = (plan: TemplatePlan | undefined): string[] => {
  if (plan === undefined) return [];
  const S = plan.timeline?.map(({ t, n, d, r }) => element('S', { t, n, d, r }));
  return [element('SegmentTemplate', plan.attributes, S ? [element('SegmentTimeline', {}, S)] : [])];
};

const adaptationSet = (plan: AdaptationSetPlan): string =>
  element('AdaptationSet', plan.attributes ?? {}, [
    ...baseUrl(plan.baseUrl),
    ...template(plan.template),
    ...plan.representations.map((each) =>
      element('Representation', each.attributes, [...baseUrl(each.baseUrl), ...template(each.template)]),
    ),
  ]);

const period = ({ attributes, adaptationSets }: PeriodPlan): string =>
  element('Period', attributes, adaptationSets.map(adaptationSet));

/**
 * Writes a dynamic MPD, mostly of one period (ISO/IEC 23009-1, 5) with the attributes that have to be there. What it is
 * given is escaped, and otherwise written as it is.
 */
export const mpd = (plan: MpdPlan): string => {
  const root = {
    xmlns: 'urn:mpeg:dash:schema:mpd:2011',
    profiles: 'urn:mpeg:dash:profile:isoff-live:2011',
    type: 'dynamic',
    availabilityStartTime: '1970-01-01T00:00:00Z',
    publishTime: '2024-01-01T00:00:00Z',
    minimumUpdatePeriod: 'PT2S',
    minBufferTime: 'PT2S',
    ...plan.attributes,
  };
  const periods = [
    { attributes: { id: 'p0', start: 'PT0S', ...plan.period }, adaptationSets: plan.adaptationSets },
    ...(plan.furtherPeriods ?? []),
  ];
  const children = [
    ...baseUrl(plan.baseUrl),
    ...periods.map(period),
    ...(plan.utcTiming === undefined ? [] : [element('UTCTiming', plan.utcTiming)]),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('MPD', root, children)}\n`;
};
