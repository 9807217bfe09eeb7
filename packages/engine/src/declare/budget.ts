/** What a run may spend, as the calls of one attempt ask it. */
export interface CallBudget {
  /**
   * Waits until the worst case of a call fits what is left after what was spent and what calls under way may cost. To be
   * called before the call stands in any queue.
   *
   * @param worstUsd what one start of the call costs at most, in US dollars; `undefined` where its price is not known
   * @param target what is called, for messages: a model's name
   * @param told for the error, when it is refused: why a call that was let in before is made again, as the cause, and what to
   *   do about a price that is not known, as a sentence
   * @throws PhasegraphError `budget-exhausted` as soon as it cannot fit any more, whatever calls under way come to;
   *   `unknown-price`; the attempt's reason when it is aborted
   */
  admit(
    worstUsd: number | undefined,
    target: string,
    told?: { readonly cause?: unknown; readonly advice?: string },
  ): Promise<BudgetHold>;
  /**
   * An answer that is under way is handed to the phase in part, and waits for it until the returned function is called. To
   * be called before the phase is: a call that it makes meanwhile cannot count on what that answer leaves over.
   */
  handingOver(): () => void;
}

/** The room that is kept in a budget for a call. */
export interface BudgetHold {
  /**
   * One start of the call has ended.
   *
   * @param usd what it cost, in US dollars; `undefined` where that is not known: its worst case counts as spent
   * @returns whether there is room for another start, which is kept then; where there is none, the call asks anew before it
   *   is made again
   */
  charge(usd: number | undefined): boolean;
  /** The call has ended: what is still kept for it is free. Harmless the second time. */
  release(): void;
}

/** What became of the budget of a run. */
export interface BudgetReport {
  /** In US dollars. */
  readonly usd: number;
  /** What was spent of it, in US dollars: calls of unknown cost count as their worst case. */
  readonly spentUsd: number;
  /** The highest worst case of a call that was refused, in US dollars: with less a further run has no room for it. */
  readonly refusedUsd?: number;
}
