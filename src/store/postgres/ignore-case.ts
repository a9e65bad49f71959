/** SQLite's `like` takes no notice of the case of letters, and searches rely on it: PostgreSQL's counterpart is `ilike`. */

import {
  type KyselyPlugin,
  OperationNodeTransformer,
  OperatorNode,
  type PluginTransformResultArgs,
} from 'kysely'

class LikeTransformer extends OperationNodeTransformer {
  override transformOperator(node: OperatorNode): OperatorNode {
    return node.operator === 'like' ? OperatorNode.create('ilike') : node
  }
}

export function ignoreCaseOfLike(): KyselyPlugin {
  const transformer = new LikeTransformer()
  return {
    transformQuery: ({ node }) => transformer.transformNode(node),
    transformResult: async ({ result }: PluginTransformResultArgs) => result,
  }
}
