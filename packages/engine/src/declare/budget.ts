/** What a run may spend, as the calls of one attempt ask it. */
export interface CallBudget {
  /**
   * Waits until the worst case of a call fits what is left after what was spent and what calls under way may cost. To be
   * called before the call stands in any queue.
   *
   * @param worstUsd what one start of the call costs at most, in US dollars; `undefined` where its price is not known
   * @param target what is called, for messages: a model's name
   * @throws PhasegraphError `budget-exhausted` as soon as it cannot fit any more, whatever calls under way come to;
   *   `unknown-price`; the attempt's reason when it is aborted
   */
  admit(worstUsd: number | undefined, target: string): Promise<BudgetHold>;
  /**
   * An answer that is under way waits for the phase from now on, until the returned function is called: the phase was
   * handed a part of it. A call that is made meanwhile cannot count on what that answer leaves over.
   */
  handingOver(): () => void;
}

/** The room that is kept in a budget for a call. */
export interface BudgetHold {
  /**
   * One start of the call has ended.
   *
   * @param usd what it cost, in US dollars; `undefined` where that is not known: its worst case counts as spent
   * @returns whether there is room for another start, which is kept then
   */
  charge(usd: number | undefined): boolean;
  /** The call has ended: what is still kept for it is free. Harmless the second time. */
  release(): void;
}
