import { OperationNodeTransformer, RawNode, WhereNode, type KyselyPlugin } from 'kysely';

class Forgetful extends OperationNodeTransformer {
  protected override transformWhere(): WhereNode {
    return WhereNode.create(RawNode.createWithSql('true'));
  }
}

/** Statements lose each `where`, in sub-selects too, while `isOn()`: as if whoever wrote them had forgotten it. */
export function withoutWhere(isOn: () => boolean): KyselyPlugin {
  const forgetful = new Forgetful();
  return {
    transformQuery: ({ node, queryId }) => (isOn() ? forgetful.transformNode(node, queryId) : node),
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
